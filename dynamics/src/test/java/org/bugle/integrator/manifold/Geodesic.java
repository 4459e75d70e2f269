package org.bugle.integrator.manifold;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;

/// The exponential map by the classical Runge–Kutta method for Y″ = II_Y(Y′, Y′), dense: an oracle.
final class Geodesic {
    private Geodesic() {}

    static Matrix exponential(TangentVector z, int steps) {
        int rank = z.foot().rank();
        Matrix y = z.foot().toDense();
        Matrix w = z.asLowRank().toDense();
        double h = 1.0 / steps;
        for (int i = 0; i < steps; i++) {
            Matrix a1 = force(y, w, rank);
            Matrix w2 = w.plus(h / 2, a1);
            Matrix a2 = force(y.plus(h / 2, w), w2, rank);
            Matrix w3 = w.plus(h / 2, a2);
            Matrix a3 = force(y.plus(h / 2, w2), w3, rank);
            Matrix w4 = w.plus(h, a3);
            Matrix a4 = force(y.plus(h, w3), w4, rank);
            y = y.plus(h / 6, w.plus(2, w2).plus(2, w3).plus(w4));
            w = w.plus(h / 6, a1.plus(2, a2).plus(2, a3).plus(a4));
        }
        return y;
    }

    private static Matrix force(Matrix y, Matrix w, int rank) {
        LowRankMatrix point = LowRankMatrix.ofDense(y, Truncation.toRank(rank));
        LowRankMatrix velocity = LowRankMatrix.ofFactors(w, Matrix.identity(w.cols()));
        return TangentVector.projection(point, velocity).secondFundamentalForm().toDense();
    }
}
