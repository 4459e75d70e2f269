package org.bugle.integrator.implicit;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.split.MatrixSplit;
import org.bugle.equation.split.StagedEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.substep.Dirk;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.Optional;

/// [Rail] for matrices: tensors of two modes.
public final class MatrixRail implements MatrixIntegrator {
    private final Rail rail;
    private final Remembered<MatrixEquation, StagedEquation> split;

    public MatrixRail(Rail rail) {
        this(rail, new Remembered<>(MatrixRail::split));
    }

    private MatrixRail(Rail rail, Remembered<MatrixEquation, StagedEquation> split) {
        this.rail = rail;
        this.split = split;
    }

    private static StagedEquation split(MatrixEquation equation) {
        return MatrixSplit.of(equation)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Rail: wants an equation whose parts are linear and separable, sources of low rank or powers of the entries, found %s"
                                        .formatted(equation.getClass().getSimpleName())));
    }

    /// @throws IllegalArgumentException if the equation has a part that is neither linear and
    ///   separable nor a power of the entries, or one that is not stiff and the table no explicit
    ///   part
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        Step<Tucker> step = rail.step(split.of(equation), span, Tucker.of(y));
        var report = step.report();
        return new Step<>(
                step.value().toLowRankMatrix(),
                report.withRanks(
                        List.of(y.rank()),
                        largest(report.ranksAugmented()),
                        largest(report.ranksAfter())));
    }

    /// Of both modes; a matrix has one rank.
    private static List<Integer> largest(List<Integer> ranks) {
        return List.of(Math.max(ranks.getFirst(), ranks.getLast()));
    }

    public Rail rail() {
        return rail;
    }

    /// The implicit part of the table, which no step is too large for.
    @Override
    public Substep substep() {
        return new Dirk(rail.table().implicitPart(), 1);
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.of(rail.truncation().whole());
    }

    @Override
    public MatrixRail withTruncation(Truncation other) {
        return new MatrixRail(rail.withTruncation(TuckerTruncation.of(other)), split);
    }

    @Override
    public int order() {
        return rail.order();
    }

    @Override
    public String name() {
        return rail.name();
    }
}
