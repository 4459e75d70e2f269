package org.bugle.integrator.matrix;

import org.bugle.integrator.Step;
import org.bugle.integrator.StepAccount;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;

import java.util.List;

/// The account of one step of a matrix.
public final class StepLog extends StepAccount {
    public StepLog(String integrator, Span span, LowRankMatrix before) {
        super(integrator, span, before.ranks());
    }

    /// [Basis#augment] by the default rule.
    public Matrix augment(Matrix u0, Matrix k) {
        Matrix result = Basis.augment(u0, k);
        dropped(u0.cols() + k.cols() - result.cols());
        return result;
    }

    /// Ends the step by a truncation.
    public Step<LowRankMatrix> truncate(Truncation truncation, LowRankMatrix augmented) {
        return end(truncation.apply(augmented), augmented.rank());
    }

    /// Ends the step by a truncation that was made.
    public Step<LowRankMatrix> end(Truncation.Truncated truncated, int augmentedRank) {
        return step(truncated.value(), augmentedRank, truncated.discarded(), truncated.capped());
    }

    /// Ends the step of a method that fixes the rank.
    public Step<LowRankMatrix> keep(LowRankMatrix value) {
        return step(value, value.rank(), 0, false);
    }

    private Step<LowRankMatrix> step(
            LowRankMatrix value, int augmentedRank, double discarded, boolean capped) {
        assert value.orthonormalityDefect() < ORTHONORMAL : lost("orthonormality");
        return new Step<>(value, report(List.of(augmentedRank), value.ranks(), discarded, capped));
    }
}
