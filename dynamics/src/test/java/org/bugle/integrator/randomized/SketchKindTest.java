package org.bugle.integrator.randomized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

class SketchKindTest {
    private static final int M = 60;
    private static final int K = 15;

    private static Matrix draw(SketchKind kind, boolean complex, long seed) {
        return kind.draw(M, K, complex, seed);
    }

    @ParameterizedTest
    @EnumSource(SketchKind.class)
    void theSeedIsAllThatMatters(SketchKind kind) {
        assertThat(draw(kind, true, 7)).isEqualTo(draw(kind, true, 7));
        assertThat(draw(kind, false, 7)).isNotEqualTo(draw(kind, false, 8));
        assertThat(Svd.of(draw(kind, false, 7)).singularValues().getLast()).isGreaterThan(0.1);
    }

    @Test
    void gaussianIsThePortableStream() {
        assertThat(draw(SketchKind.GAUSSIAN, false, 5))
                .isEqualTo(Matrix.randomGaussian(M, K, new SplitMix64(5)));
        Matrix complex = draw(SketchKind.GAUSSIAN, true, 5);
        assertThat(complex.real()).isEqualTo(draw(SketchKind.GAUSSIAN, false, 5));
        assertThat(complex.imag().norm()).isBetween(20.0, 40.0);
    }

    @Test
    void rademacherHasSignsOnly() {
        Matrix signs = draw(SketchKind.RADEMACHER, true, 1);
        assertThat(signs.isComplex()).isFalse();
        assertThat(Arrays.stream(signs.toArray()).map(Math::abs)).containsOnly(1.0);
        assertThat(Math.abs(Arrays.stream(signs.toArray()).sum())).isLessThan(150);
    }

    @Test
    void sparseSignsAreEightInARow() {
        for (double[] row : draw(SketchKind.SPARSE_SIGN, false, 1).toRows()) {
            assertThat(Arrays.stream(row).map(Math::abs).sum()).isEqualTo(8);
            assertThat(Arrays.stream(row).map(Math::abs)).containsOnly(0.0, 1.0);
        }
        for (double[] row : SketchKind.SPARSE_SIGN.draw(M, 3, false, 1).toRows()) {
            assertThat(Arrays.stream(row).map(Math::abs)).containsOnly(1.0);
        }
    }

    @Test
    void theColumnsOfTheCosineTransformAreOrthogonal() {
        Matrix sketch = draw(SketchKind.SRHT, false, 1);
        Matrix gram = sketch.adjointTimes(sketch);
        assertThat(gram.minus(Matrix.identity(K).times(M / 2.0)).norm()).isLessThan(1e-11);
    }

    @Test // 60 = 6 · 10
    void khatriRaoColumnsAreKroneckerProducts() {
        Matrix sketch = draw(SketchKind.KHATRI_RAO, true, 1);
        assertThat(sketch.isComplex()).isTrue();
        for (int j = 0; j < K; j++) {
            Matrix column = sketch.columns(j, j + 1);
            Matrix square = Matrix.ofComplexColumnMajor(10, 6, column.toArray());
            assertThat(Svd.of(square).singularValues().get(1)).isLessThan(1e-13);
        }
        assertThat(SketchKind.KHATRI_RAO.draw(13, 2, false, 1).norm()).isPositive();
    }

    @Test
    void sourcesSeedByPlaceOrByOrder() {
        SketchSource seeded = new SketchSource.Seeded(3);
        assertThat(seeded.seed(1, 2)).isEqualTo(seeded.seed(1, 2));
        assertThat(seeded.seed(1, 2)).isNotEqualTo(seeded.seed(2, 1));
        assertThat(new SketchSource.Seeded(4).seed(1, 2)).isNotEqualTo(seeded.seed(1, 2));
        SketchSource sequential = new SketchSource.Sequential(1000);
        assertThat(sequential.seed(1, 2)).isEqualTo(1000);
        assertThat(sequential.seed(1, 2)).isEqualTo(1001);
    }

    @Test
    void negativeOversamplingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Oversampling.of(-1, 2))
                .withMessage("Oversampling: p and ℓ must not be negative, found p = -1, ℓ = 2");
    }
}
