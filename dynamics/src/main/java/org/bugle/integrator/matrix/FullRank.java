package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The dense scheme as an integrator, to compare with: the K-step in the full right basis V = I,
/// which is the equation itself. The only integrator that makes an m×n array.
public record FullRank(Substep substep) implements MatrixIntegrator {
    /// @throws IllegalStateException if the matrix is too large to be dense
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("FullRank", span, y);
        Matrix all = Matrix.identity(y.cols());
        Matrix y1 = log.solve(substep, equation.kEquation(all), y.toDense(), "Y(t+h)");
        Qr qr = Qr.of(y1);
        return log.keep(new LowRankMatrix(qr.q(), qr.r(), all));
    }

    @Override
    public int order() {
        return substep.order();
    }

    @Override
    public String name() {
        return "full";
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
