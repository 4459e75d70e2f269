package org.bugle.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Every operation agrees with the dense one.
class TuckerTest {
    private static final int[] SIZES = {6, 5, 4, 3};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sumsProductsAndFormsAreThoseOfTheDenseTensor(boolean complex) {
        for (int modes = 1; modes <= 4; modes++) {
            Tucker a = random(modes, complex, 1);
            Tucker b = random(modes, complex, 2);
            Tensor x = a.toDense();
            Tensor y = b.toDense();
            assertClose(a.plus(b).toDense(), x.plus(y));
            assertClose(a.minus(b).toDense(), x.minus(y));
            assertClose(a.times(-3).toDense(), x.times(-3));
            assertClose(a.hadamard(b).toDense(), hadamard(x, y));
            assertClose(a.power(3).toDense(), hadamard(hadamard(x, x), x));
            Tucker orthonormal = a.plus(a).orthonormalized();
            assertClose(orthonormal.toDense(), x.times(2));
            assertThat(orthonormal.orthonormalityDefect()).isLessThan(1e-13);
            assertThat(a.norm()).isCloseTo(x.norm(), within(1e-13 * x.norm()));
            assertThat(a.isComplex()).isEqualTo(complex);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTensorOfTwoModesIsAMatrix(boolean complex) {
        Tucker a = random(2, complex, 3);
        LowRankMatrix matrix = a.toLowRankMatrix();
        assertClose(Tensor.of(matrix.toDense()), a.toDense());
        assertClose(Tucker.of(matrix).toDense(), a.toDense());
    }

    @Test
    void aProductOfColumnsHasRankOne() {
        Tucker product =
                Tucker.product(2, List.of(Matrix.columnVector(1, 2), Matrix.columnVector(3, 4, 5)));
        assertThat(product.ranks()).containsExactly(1, 1);
        assertThat(product.toDense().get(1, 2)).isEqualTo(20);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tucker a = random(3, false, 1);
        assertThatThrownBy(() -> new Tucker(a.core(), a.bases().subList(0, 2)))
                .hasMessage("Tucker: a core of order 3 wants as many bases, found 2");
        assertThatThrownBy(() -> new Tucker(a.core(), a.bases().reversed()))
                .hasMessage("Tucker: mode 0 of the core has 2 entries, its basis 1 columns");
        assertThatThrownBy(a::toLowRankMatrix).hasMessage("Tucker: a matrix has 2 modes, found 3");
        Matrix tall = Matrix.zeros(1000, 1);
        assertThatThrownBy(() -> Tucker.product(1, List.of(tall, tall, tall)).toDense())
                .hasMessageStartingWith("Tucker: a dense array of 1.00e+09 entries has more than");
    }

    private static void assertClose(Tensor found, Tensor wanted) {
        assertThat(found.minus(wanted).norm()).isLessThan(1e-13 * (1 + wanted.norm()));
    }

    private static Tensor hadamard(Tensor a, Tensor b) {
        return a.isComplex()
                ? Tensor.generateComplex(a.shape(), i -> a.at(i).times(b.at(i)))
                : Tensor.generate(a.shape(), i -> a.get(i) * b.get(i));
    }

    /// Of ranks 2, 2, 1, 2.
    private static Tucker random(int modes, boolean complex, long seed) {
        RandomGenerator random = new SplitMix64(seed);
        int[] ranks = IntStream.of(2, 2, 1, 2).limit(modes).toArray();
        List<Matrix> bases =
                IntStream.range(0, modes)
                        .mapToObj(mode -> matrix(SIZES[mode], ranks[mode], complex, random))
                        .toList();
        int entries = IntStream.of(ranks).reduce(1, (p, q) -> p * q);
        return new Tucker(Tensor.of(matrix(entries, 1, complex, random)).reshape(ranks), bases);
    }

    private static Matrix matrix(int rows, int columns, boolean complex, RandomGenerator random) {
        Matrix re = Matrix.randomGaussian(rows, columns, random);
        return complex ? re.plus(Complex.I, Matrix.randomGaussian(rows, columns, random)) : re;
    }
}
