package org.bugle.integrator.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TangentVectorTest {
    private static final double ROUNDING = 1e-13;

    private static final String CASES = "org.bugle.testing.Cases#shapesAndSeeds";

    private static Matrix dense(TangentVector z) {
        return z.asLowRank().toDense();
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void projectionIsTheFormulaAndLeavesTangentVectorsAlone(
            int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        LowRankMatrix x = Points.ambient(y, random);
        TangentVector z = TangentVector.projection(y, x);

        Matrix left = y.u().timesAdjoint(y.u());
        Matrix right = y.v().timesAdjoint(y.v());
        Matrix full = x.toDense();
        Matrix expected =
                left.times(full).plus(full.times(right)).minus(left.times(full).times(right));
        assertThat(dense(z).minus(expected).norm()).isLessThan(ROUNDING);
        assertThat(y.u().adjointTimes(z.up()).norm()).isLessThan(1e-15);
        assertThat(y.v().adjointTimes(z.vp()).norm()).isLessThan(1e-15);
        assertThat(z.transportedTo(y).minus(z).norm()).isLessThan(ROUNDING);
        assertThat(z.isComplex()).isEqualTo(complex);
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void isTheMapThatItsFactorsSay(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        TangentVector z = Points.vector(y, 2, random);
        TangentVector other = Points.vector(y, 3, random);
        Matrix full = dense(z);

        assertThat(z.apply(Matrix.identity(n)).minus(full).norm()).isLessThan(ROUNDING);
        assertThat(z.applyAdjoint(Matrix.identity(m)).minus(full.adjoint()).norm())
                .isLessThan(ROUNDING);
        assertThat(dense(z.adjoint()).minus(full.adjoint()).norm()).isLessThan(ROUNDING);
        assertThat(dense(z.conjugate()).minus(full.conjugate()).norm()).isLessThan(ROUNDING);
        assertThat(z.target().toDense().minus(y.toDense()).minus(full).norm()).isLessThan(ROUNDING);
        assertThat(z.norm()).isCloseTo(full.norm(), within(ROUNDING));
        assertThat(z.inner(other)).isCloseTo(full.inner(dense(other)).re(), within(10 * ROUNDING));
        assertThat(dense(z.plus(-0.5, other)).minus(full.plus(-0.5, dense(other))).norm())
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest // the core is full, not symmetric and complex, or a transpose goes unseen
    @MethodSource(CASES)
    void weingartenMapIsTheDerivativeOfTheProjection(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        TangentVector z = Points.vector(y, 1, random);
        LowRankMatrix x = Points.ambient(y, random);
        LowRankMatrix normal = Points.normal(y, x);
        TangentVector w = z.weingarten(x);

        double epsilon = 1e-6;
        LowRankMatrix after = Retraction.ORTHOGRAPHIC.apply(z.times(epsilon));
        LowRankMatrix before = Retraction.ORTHOGRAPHIC.apply(z.times(-epsilon));
        Matrix difference =
                dense(TangentVector.projection(after, normal))
                        .minus(dense(TangentVector.projection(before, normal)))
                        .times(0.5 / epsilon);
        TangentVector expected =
                TangentVector.projection(
                        y, LowRankMatrix.ofFactors(difference, Matrix.identity(n)));
        assertThat(w.minus(expected).norm()).isLessThan(1e-9 * w.norm());
        assertThat(z.weingarten(normal).minus(w).norm()).isLessThan(ROUNDING * w.norm());
        assertThat(z.weingarten(Points.vector(y, 1, random)).norm()).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource(CASES)
    void weingartenMapIsTheAdjointOfTheSecondFundamentalForm(
            int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        TangentVector z = Points.vector(y, 1, random);
        TangentVector other = Points.vector(y, 1, random);
        LowRankMatrix normal = Points.normal(y, Points.ambient(y, random));

        double expected = normal.inner(z.secondFundamentalForm(other)).re();
        assertThat(z.weingarten(normal).inner(other)).isCloseTo(expected, within(ROUNDING));
        assertThat(other.weingarten(normal).inner(z)).isCloseTo(expected, within(ROUNDING));
        assertThat(z.secondFundamentalForm().distance(z.secondFundamentalForm(z)))
                .isLessThan(ROUNDING);
        double sigma = y.singularValues().getLast();
        assertThat(z.weingarten(normal).norm())
                .isLessThanOrEqualTo(normal.orthonormalized().s().norm2() * z.norm() / sigma);
    }

    @ParameterizedTest // a curve in the manifold with velocity Z has the normal acceleration II
    @MethodSource(CASES)
    void secondFundamentalFormIsTheNormalAcceleration(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        TangentVector z = Points.vector(y, 1, random);
        double h = 1e-4;
        Matrix second =
                Retraction.FACTOR
                        .apply(z.times(h))
                        .toDense()
                        .plus(Retraction.FACTOR.apply(z.times(-h)).toDense())
                        .minus(y.toDense().times(2))
                        .times(1 / (h * h));
        LowRankMatrix normal =
                Points.normal(y, LowRankMatrix.ofFactors(second, Matrix.identity(n)));
        assertThat(normal.distance(z.secondFundamentalForm())).isLessThan(1e-6);
    }

    @Test
    void wrongVectorsAreRefusedInASentence() {
        SplitMix64 random = new SplitMix64(1);
        LowRankMatrix y = Points.point(8, 7, false, random);
        TangentVector z = Points.vector(y, 1, random);
        TangentVector elsewhere = Points.vector(Retraction.KLS.apply(z), 1, random);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> z.plus(elsewhere))
                .withMessage(
                        "TangentVector: the vectors belong to different foot points, whose factors"
                                + " have different bases; transport one of them first");
        assertThatIllegalArgumentException().isThrownBy(() -> z.inner(elsewhere));
        assertThatIllegalArgumentException().isThrownBy(() -> z.secondFundamentalForm(elsewhere));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TangentVector(y, z.m(), z.vp(), z.up()))
                .withMessage(
                        "TangentVector: at a 8×7 matrix with a 3×3 core, M, Up and Vp must be r×r,"
                                + " m×r and n×r, found 3×3, 7×3 and 8×3");
        LowRankMatrix flat = new LowRankMatrix(y.u(), Matrix.diagonal(1, 1, 0), y.v());
        TangentVector there = TangentVector.projection(flat, Points.ambient(y, random));
        assertThatExceptionOfType(RetractionException.class)
                .isThrownBy(there::secondFundamentalForm)
                .withMessage(
                        "TangentVector: the core S must be regular, found condition number Infinity"
                                + " where 4.50e+15 is allowed");
    }

    @Test // an equal point is the same point, whoever made it
    void vectorsOfEqualFootPointsAdd() {
        LowRankMatrix y = Points.point(8, 7, false, new SplitMix64(1));
        LowRankMatrix same = Points.point(8, 7, false, new SplitMix64(1));
        TangentVector z = Points.vector(y, 1, new SplitMix64(2));
        assertThat(z.minus(Points.vector(same, 1, new SplitMix64(2))).norm()).isZero();
    }
}
