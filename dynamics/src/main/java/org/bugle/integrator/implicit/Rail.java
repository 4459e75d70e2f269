package org.bugle.integrator.implicit;

import org.bugle.equation.split.StagedEquation;
import org.bugle.integrator.Integrator;
import org.bugle.integrator.Step;
import org.bugle.integrator.implicit.RailOptions.Cores;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The reduced augmentation implicit low-rank integrators for matrices (arXiv:2311.15143) and
/// Tucker tensors of any number d of modes (arXiv:2503.04932), by spec `rail`, which follows the
/// first author's public code. Y′ = Σ_i Y ×_i A_i + E(t, Y) + φ(t) is first discretised in time by
/// a diagonally implicit or implicit-explicit Runge–Kutta method; then each stage
///
/// U − ηΣ_i U ×_i A_i = W, η = h a_kk, W = Uⁿ + hΣ_{l<k} (a_kl Y_l + ã_kl E_l) + h a_kk φ(t_k)
///
/// with Y_l = Σ_i U⁽ˡ⁾ ×_i A_i + φ(t_l), E_l = E(t_l, U⁽ˡ⁾) is projected:
///
/// | substep    | solves, or takes                                            | gives              |
/// |------------|-------------------------------------------------------------|--------------------|
/// | prediction | the stage of order one from tₙ to t_k; Vⁿ itself for k = 1  | V†_i, n_i×r        |
/// |            | RA(V†_i, V_i⁽ᵏ⁻¹⁾, …, V_i⁽¹⁾, V_iⁿ)                         | V⋆_i, n_i×r⋆       |
/// | K, each i  | (1 − ηA_i)K − ηK B_i = W ×_{m≠i} V⋆_mᴴ, K n_i×Π_{m≠i} r⋆_m   | V‡_i = orth K      |
/// |            | RA(V‡_i, V_i⁽ᵏ⁻¹⁾, …, V_i⁽¹⁾, V_iⁿ)                         | V̂_i, n_i×R_i       |
/// | Galerkin   | Ĝ − ηΣ_i Ĝ ×_i V̂_iᴴA_iV̂_i = W ×_i V̂_iᴴ                       | Ĝ, R₀×…×R_{d−1}    |
/// | truncate   | Ĝ ×_i V̂_i                                                   | U⁽ᵏ⁾               |
///
/// where B_i is the Kronecker sum of the V⋆_mᴴA_mV⋆_m, m ≠ i, and RA is the reduced augmentation by
/// an SVD ([ReducedAugmentation]). A prediction is itself such a stage, with V⋆ = Vⁿ and η = h c_k;
/// that for the time of the first stage is the first stage. The result is the last stage.
///
/// Of the order of the table, up to the truncations (at the end of every stage) and what the bases
/// do not see. Equal to the Runge–Kutta method on the full grid where the solution stays in a
/// subspace that the bases hold. With backward Euler and Hermitian A_i ≤ 0 no norm grows, whatever
/// h is. W is never formed; with N numbers in a mode, a stage costs O(N r⋆^{d−1}(N + r⋆)) and the
/// core O(R^{d+1}) operations, a circulant A_i O(N log N) instead of O(N²).
///
/// Without stiff operators it is the explicit method of the table.
public final class Rail implements Integrator<Tucker, StagedEquation> {
    private final ImexTableau table;
    private final TuckerTruncation truncation;
    private final RailOptions options;
    private final Remembered<StagedEquation, StiffPart> stiffPart;

    /// @param truncation at the end of every stage and prediction
    public Rail(ImexTableau table, TuckerTruncation truncation, RailOptions options) {
        this(table, truncation, options, new Remembered<>(StiffPart::of));
    }

    private Rail(
            ImexTableau table,
            TuckerTruncation truncation,
            RailOptions options,
            Remembered<StagedEquation, StiffPart> stiffPart) {
        this.table = table;
        this.truncation = truncation;
        this.options = options;
        this.stiffPart = stiffPart;
    }

    /// @param y with orthonormal bases
    /// @throws IllegalArgumentException if y has not the sizes of the equation, or the table has no
    ///   explicit part and the equation one
    @Override
    public Step<Tucker> step(StagedEquation equation, Span span, Tucker y) {
        requireFits(equation, y);
        RailLog log = new RailLog(span, y);
        Stages stages = new Stages(table, equation, stiffPart.of(equation), span, y, log);
        stages.enrich(options.enrichment());

        // all from tₙ, so that none needs another; the first stage is one of them
        List<Double> times =
                IntStream.rangeClosed(1, table.stages()).mapToObj(table::c).distinct().toList();
        List<Solved> predicted = Parallel.map(times.size(), i -> firstOrder(stages, times.get(i)));
        Solved stage = predicted.getFirst();
        stages.add(log.truncated(stage.truncated));
        for (int k = 2; k <= table.stages(); k++) {
            Tucker prediction = predicted.get(times.indexOf(table.c(k))).truncated.value();
            stage = later(stages.stage(k), prediction, stages);
            stages.add(log.truncated(stage.truncated));
        }
        return log.end(stages.last(), stage.ranks);
    }

    /// A stage.
    ///
    /// @param ranks before the truncation
    private record Solved(List<Integer> ranks, TuckerTruncation.Truncated truncated) {}

    private Solved truncated(Tucker galerkin) {
        return new Solved(galerkin.ranks(), truncation.apply(galerkin));
    }

    /// The step of order one to a time c.
    private Solved firstOrder(Stages stages, double c) {
        Projected stage = stages.firstOrder(c);
        List<Matrix> dagger = stage.kSteps(stages.start().bases(), options.kBasis());
        List<Matrix> hat = augmented(dagger, stages::startBases, options.cores(), stages.log());
        return truncated(stage.galerkin(hat, options.kBasis()));
    }

    /// A stage with others before it.
    private Solved later(Projected stage, Tucker predicted, Stages stages) {
        // published codes want equal ranks r⋆ for matrices, equal R for tensors
        Cores cores = predicted.modes() == 2 ? options.cores() : Cores.PER_MODE;
        List<Matrix> star = augmented(predicted.bases(), stages::bases, cores, stages.log());
        List<Matrix> dagger = stage.kSteps(star, options.kBasis());
        List<Matrix> hat =
                switch (options.augmentation()) {
                    case SINGLE -> dagger;
                    case DOUBLE -> augmented(dagger, stages::bases, options.cores(), stages.log());
                };
        return truncated(stage.galerkin(hat, options.kBasis()));
    }

    /// RA(X_i, bases of mode i) for all modes.
    private static List<Matrix> augmented(
            List<Matrix> newest, IntFunction<Stream<Matrix>> bases, Cores cores, RailLog log) {
        List<ReducedAugmentation> all =
                Parallel.map(
                        newest.size(),
                        mode -> {
                            Stream<Matrix> first = Stream.of(newest.get(mode));
                            return ReducedAugmentation.of(
                                    Stream.concat(first, bases.apply(mode)).toList());
                        });
        all.forEach(augmentation -> log.dropped(augmentation.dropped()));
        return switch (cores) {
            case PER_MODE -> all.stream().map(ReducedAugmentation::basis).toList();
            case EQUAL -> ReducedAugmentation.equalBases(all);
        };
    }

    private void requireFits(StagedEquation equation, Tucker y) {
        List<Integer> sizes = y.bases().stream().map(Matrix::rows).toList();
        if (!sizes.equals(equation.sizes()) || y.modes() < 2) {
            throw new IllegalArgumentException(
                    "Rail: wants a tensor of two or more modes of the sizes %s of the equation, found %s"
                            .formatted(equation.sizes(), sizes));
        }
        if (equation.hasNonstiff() && !table.hasExplicitPart()) {
            throw new IllegalArgumentException(
                    "Rail: the equation has terms that are not stiff, for which %s has no explicit part; choose imex111, imex222 or imex443"
                            .formatted(table.name()));
        }
    }

    public ImexTableau table() {
        return table;
    }

    public TuckerTruncation truncation() {
        return truncation;
    }

    public RailOptions options() {
        return options;
    }

    /// The same with another truncation; what is known of equations stays known.
    public Rail withTruncation(TuckerTruncation other) {
        return new Rail(table, other, options, stiffPart);
    }

    @Override
    public int order() {
        return table.order();
    }

    @Override
    public String name() {
        return "rail";
    }
}
