package org.bugle.testing;

import org.bugle.equation.GivenEquation;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.SumOfMaps;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

/// Equations whose solution A(t) = (L₀ + t L₁) D (R₀ + t R₁)ᴴ is known and of rank r.
///
/// @param equation has the solution A(t)
/// @param r rank of the solution
public record Solutions(
        MatrixEquation equation, Matrix l0, Matrix l1, Matrix d, Matrix r0, Matrix r1, int r) {
    /// F(t) = A′(t): nothing depends on Y, and A′ is linear in t, so that rk4 adds no error.
    public static Solutions given(int m, int n, int r, boolean complex, long seed) {
        return of(m, n, r, 0.1, complex, seed, false);
    }

    /// F(t, Y) = A′(t) + B (Y − A(t)) Cᵀ, which leaves the tangent space off the solution; singular
    /// values fall like decay^j.
    public static Solutions manufactured(
            int m, int n, int r, double decay, boolean complex, long seed) {
        return of(m, n, r, decay, complex, seed, true);
    }

    private static Solutions of(
            int m, int n, int r, double decay, boolean complex, long seed, boolean coupled) {
        SplitMix64 random = new SplitMix64(seed);
        Matrix l0 = Cases.basis(m, r, complex, random);
        Matrix l1 = Cases.gaussian(m, r, complex, random).times(0.3);
        Matrix r0 = Cases.basis(n, r, complex, random);
        Matrix r1 = Cases.gaussian(n, r, complex, random).times(0.3);
        Matrix d = Matrix.generate(r, r, (i, j) -> i == j ? Math.pow(decay, i) : 0);
        GivenEquation derivative =
                new GivenEquation(
                        complex,
                        t ->
                                SumOfMaps.of(
                                        new LowRankMatrix(l1, d, r0.plus(t, r1)),
                                        new LowRankMatrix(l0.plus(t, l1), d, r1)));
        if (!coupled) {
            return new Solutions(derivative, l0, l1, d, r0, r1, r);
        }
        LinearMap b = Dense.of(Cases.gaussian(m, m, complex, random).times(1.0 / m));
        LinearMap c = Dense.of(Cases.gaussian(n, n, complex, random).times(1.0 / n));
        GivenEquation correction =
                new GivenEquation(
                        complex,
                        t ->
                                new LowRankMatrix(
                                        b.apply(l0.plus(t, l1)),
                                        d.times(-1),
                                        c.conjugate().apply(r0.plus(t, r1))));
        MatrixEquation feedback =
                SeparableEquation.of(SeparableOperator.zero(m, n).both(Coefficient.ONE, b, c));
        return new Solutions(
                SumEquation.of(derivative, correction, feedback), l0, l1, d, r0, r1, r);
    }

    /// A(t).
    public LowRankMatrix at(double t) {
        return new LowRankMatrix(l0.plus(t, l1), d, r0.plus(t, r1));
    }

    public LowRankMatrix start() {
        return Truncation.toRank(r).apply(at(0).orthonormalized()).value();
    }

    /// The equation of Zᴴ: F̃(t, Z) = F(t, Zᴴ)ᴴ.
    public static MatrixEquation adjoint(MatrixEquation equation) {
        return new MatrixEquation() {
            @Override
            public LinearMap evaluate(double t, LowRankMatrix z) {
                return equation.evaluate(t, z.adjoint()).adjoint();
            }

            @Override
            public boolean isComplex() {
                return equation.isComplex();
            }
        };
    }

    /// The same equation without its structure.
    public static MatrixEquation plain(MatrixEquation equation) {
        return new MatrixEquation() {
            @Override
            public LinearMap evaluate(double t, LowRankMatrix y) {
                return equation.evaluate(t, y);
            }

            @Override
            public boolean isComplex() {
                return equation.isComplex();
            }
        };
    }
}
