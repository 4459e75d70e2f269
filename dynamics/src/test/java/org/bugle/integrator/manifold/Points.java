package org.bugle.integrator.manifold;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.testing.Cases;

/// Points and vectors with moderate curvature: a core near the identity that is neither diagonal
/// nor symmetric.
final class Points {
    static final int RANK = 3;

    private Points() {}

    static LowRankMatrix point(int m, int n, int r, boolean complex, SplitMix64 random) {
        Matrix core =
                Matrix.identity(r).plus(Cases.gaussian(r, r, complex, random).times(0.25 / r));
        return new LowRankMatrix(
                Cases.basis(m, r, complex, random), core, Cases.basis(n, r, complex, random));
    }

    static LowRankMatrix point(int m, int n, boolean complex, SplitMix64 random) {
        return point(m, n, RANK, complex, random);
    }

    /// A tangent vector of the given norm.
    static TangentVector vector(LowRankMatrix y, double norm, SplitMix64 random) {
        TangentVector z = TangentVector.projection(y, ambient(y, random));
        return z.times(norm / z.norm());
    }

    /// A matrix of rank 5 and of norm about 1.
    static LowRankMatrix ambient(LowRankMatrix y, SplitMix64 random) {
        boolean complex = y.isComplex();
        LowRankMatrix x =
                LowRankMatrix.ofFactors(
                        Cases.gaussian(y.rows(), 5, complex, random),
                        Cases.gaussian(y.cols(), 5, complex, random));
        return x.times(1 / x.norm());
    }

    /// (I − UUᴴ) X (I − VVᴴ).
    static LowRankMatrix normal(LowRankMatrix y, LowRankMatrix x) {
        return new LowRankMatrix(Basis.outside(y.u(), x.u()), x.s(), Basis.outside(y.v(), x.v()));
    }

    /// The same point by other factors: (U Q₁, Q₁ᴴ S Q₂, V Q₂).
    static LowRankMatrix regauged(LowRankMatrix y, SplitMix64 random) {
        Matrix q1 = Cases.basis(y.rank(), y.rank(), y.isComplex(), random);
        Matrix q2 = Cases.basis(y.rank(), y.rank(), y.isComplex(), random);
        return new LowRankMatrix(
                y.u().times(q1), q1.adjointTimes(y.s()).times(q2), y.v().times(q2));
    }
}
