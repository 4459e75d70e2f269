package org.bugle.models.spin;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.junit.jupiter.api.Test;

class SpinMatricesTest {
    private static final Matrix RHO = random(1);
    private static final Matrix A = random(2);

    static Matrix random(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return Matrix.complex(
                Matrix.randomGaussian(2, 2, random), Matrix.randomGaussian(2, 2, random));
    }

    private static void assertVectorised(Matrix superoperator, Matrix image) {
        assertThat(
                        superoperator
                                .times(SpinMatrices.vectorised(RHO))
                                .minus(SpinMatrices.vectorised(image))
                                .norm())
                .isLessThan(1e-14);
    }

    @Test
    void pauliMatricesMultiplyAsTheyMust() {
        Matrix iz = SpinMatrices.Z.times(Complex.I);
        assertThat(SpinMatrices.X.times(SpinMatrices.Y).minus(iz).norm()).isZero();
        assertThat(SpinMatrices.Y.isHermitian()).isTrue();
    }

    @Test // ρ is neither real nor Hermitian: a missing ᵀ or conjugate is seen
    void superoperatorsActOnRowsOfTheDensity() {
        assertThat(SpinMatrices.vectorised(RHO).at(1, 0)).isEqualTo(RHO.at(0, 1));
        assertVectorised(SpinMatrices.fromLeft(A), A.times(RHO));
        assertVectorised(SpinMatrices.fromRight(A), RHO.times(A));
        Matrix commutator = A.times(RHO).minus(RHO.times(A));
        assertVectorised(SpinMatrices.commutator(A), commutator.times(new Complex(0, -1)));
        Matrix decay = A.adjointTimes(A);
        assertVectorised(
                SpinMatrices.dissipator(A),
                A.times(RHO)
                        .timesAdjoint(A)
                        .minus(decay.times(RHO).plus(RHO.times(decay)).times(0.5)));
    }
}
