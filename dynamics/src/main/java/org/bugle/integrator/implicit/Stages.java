package org.bugle.integrator.implicit;

import org.bugle.equation.split.FactoredSum;
import org.bugle.equation.split.StagedEquation;
import org.bugle.integrator.implicit.RailOptions.Enrichment;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.Tucker;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The stages U⁽⁰⁾ = Uⁿ, U⁽¹⁾, … of a step with their slopes, and the right-hand sides that they
/// make. Nothing is formed: a right-hand side is a list of terms (spec `rail` §4.1).
final class Stages {
    /// Of the factors of what enriches a basis, relative to their largest singular value.
    private static final double INDEPENDENT = 1e-10;

    /// A stage; `stiff` is Σ_i U ×_i A_i + φ at its time, `nonstiff` E.
    private record Stage(Tucker value, FactoredSum stiff, FactoredSum nonstiff) {}

    private static final FactoredSum NOTHING = new FactoredSum(List.of());

    private final ImexTableau table;
    private final StagedEquation equation;
    private final StiffPart stiffPart;
    private final Span span;
    private final RailLog log;
    private final List<Stage> stages = new ArrayList<>();
    private List<Optional<Matrix>> drive = List.of(); // by mode

    Stages(
            ImexTableau table,
            StagedEquation equation,
            StiffPart stiffPart,
            Span span,
            Tucker y,
            RailLog log) {
        this.table = table;
        this.equation = equation;
        this.stiffPart = stiffPart;
        this.span = span;
        this.log = log;
        add(y);
    }

    /// Adds U⁽ᵏ⁾.
    void add(Tucker u) {
        int k = stages.size();
        double t = time(table.c(k));
        boolean implicit = k > 0 && isUsedAfter(k, table.implicit());
        boolean explicit = equation.hasNonstiff() && isUsedAfter(k, table.explicit());
        FactoredSum nonstiff = NOTHING;
        if (explicit) {
            nonstiff = equation.nonstiff(t, u);
            log.evaluated(1);
        }
        FactoredSum stiff = implicit ? stiff(u).plus(1, equation.source(t)) : NOTHING;
        stages.add(new Stage(u, stiff, nonstiff));
    }

    private boolean isUsedAfter(int k, Matrix a) {
        return IntStream.rangeClosed(k + 1, table.stages()).anyMatch(j -> a.get(j, k) != 0);
    }

    private double time(double c) {
        return span.t() + c * span.h();
    }

    /// One term for each A_i, with A_i V_i in the place of V_i.
    private FactoredSum stiff(Tucker u) {
        List<Tucker> images = new ArrayList<>();
        for (int mode = 0; mode < u.modes(); mode++) {
            Optional<Operator> a = stiffPart.operators().get(mode);
            if (a.isPresent()) {
                List<Matrix> bases = new ArrayList<>(u.bases());
                bases.set(mode, a.get().apply(bases.get(mode)));
                images.add(new Tucker(u.core(), bases));
            }
        }
        return FactoredSum.of(images.toArray(Tucker[]::new));
    }

    /// Stage k ≥ 2 of the table: W = Uⁿ + hΣ_{l<k} (a_kl Y_l + ã_kl E_l) + h a_kk φ(t + c_k h).
    Projected stage(int k) {
        FactoredSum right = FactoredSum.of(stages.getFirst().value);
        for (int l = 0; l < k; l++) {
            right = plus(right, table.a(k, l), stages.get(l).stiff);
            right = plus(right, table.e(k, l), stages.get(l).nonstiff);
        }
        right = plus(right, table.a(k, k), equation.source(time(table.c(k))));
        return new Projected(right, table.a(k, k) * span.h(), stiffPart, log);
    }

    /// The step of order one over a part c of the span: W = Uⁿ + ch E₀ + ch φ(t + ch).
    Projected firstOrder(double c) {
        FactoredSum right = FactoredSum.of(stages.getFirst().value);
        right = plus(right, c, stages.getFirst().nonstiff);
        right = plus(right, c, equation.source(time(c)));
        return new Projected(right, c * span.h(), stiffPart, log);
    }

    private FactoredSum plus(FactoredSum sum, double weight, FactoredSum slope) {
        return weight == 0 ? sum : sum.plus(weight * span.h(), slope);
    }

    /// Uⁿ.
    Tucker start() {
        return stages.getFirst().value;
    }

    /// The newest stage.
    Tucker last() {
        return stages.getLast().value;
    }

    RailLog log() {
        return log;
    }

    /// V⁽ᵏ⁻¹⁾, …, V⁽¹⁾, Vⁿ of a mode, and what enriches it.
    Stream<Matrix> bases(int mode) {
        return with(mode, stages.reversed().stream().map(Stage::value));
    }

    /// Vⁿ of a mode, and what enriches it.
    Stream<Matrix> startBases(int mode) {
        return with(mode, Stream.of(start()));
    }

    private Stream<Matrix> with(int mode, Stream<Tucker> values) {
        Stream<Matrix> bases = values.map(value -> value.bases().get(mode));
        return drive.isEmpty() ? bases : Stream.concat(bases, drive.get(mode).stream());
    }

    /// Adds to all bases what E and φ point to at the start of the step.
    void enrich(Enrichment enrichment) {
        drive =
                switch (enrichment) {
                    case NONE -> List.of();
                    case FLUX -> IntStream.range(0, start().modes()).mapToObj(this::drive).toList();
                };
    }

    /// An orthonormal basis of the factors of E and φ in a mode at the start of the step.
    private Optional<Matrix> drive(int mode) {
        FactoredSum all = stages.getFirst().nonstiff.plus(1, equation.source(span.t()));
        Matrix[] factors =
                all.terms().stream()
                        .map(term -> term.value().bases().get(mode))
                        .distinct()
                        .toArray(Matrix[]::new);
        if (factors.length == 0) {
            return Optional.empty();
        }
        Svd.Left svd = Svd.left(Matrix.hcat(factors));
        double largest = svd.singularValues().stream().findFirst().orElse(0.0);
        return Optional.of(svd.u().columns(0, svd.above(INDEPENDENT * largest)));
    }
}
