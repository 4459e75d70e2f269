package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.structured.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TensorTest {
    private static final double ROUNDING = 1e-13;

    static Stream<Arguments> tensors() {
        SplittableRandom random = new SplittableRandom(2);
        Stream<int[]> given =
                Stream.of(
                        new int[] {},
                        new int[] {4},
                        new int[] {3, 0, 2},
                        new int[] {1, 3, 1, 2},
                        new int[] {2, 3, 1});
        Stream<int[]> drawn =
                IntStream.range(0, 15)
                        .mapToObj(i ->
                                IntStream.range(0, 2 + i % 4)
                                        .map(_ -> random.nextInt(1, 6))
                                        .toArray());
        return Stream.concat(given, drawn)
                .flatMap(shape ->
                        Stream.of(false, true)
                                .map(c -> Arguments.of(shape, c, random.nextLong(1000))));
    }

    private static Tensor random(int[] shape, boolean complex, long seed) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] entries = Cases.random(size, 1, complex, seed).toArray();
        return complex ? Tensor.ofComplex(shape, entries) : Tensor.of(shape, entries);
    }

    private static Tensor changed(Tensor x, int mode, int size, Tensor.ComplexEntry entry) {
        int[] shape = x.shape();
        shape[mode] = size;
        return Tensor.generateComplex(shape, entry);
    }

    private static void assertClose(Tensor a, Tensor b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        assertThat(a.minus(b).norm()).isLessThanOrEqualTo(ROUNDING * (1 + b.norm()));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void theFirstIndexRunsFastest(int[] shape, boolean complex, long seed) {
        Tensor x = random(shape, complex, seed);
        assertThat(Tensor.generateComplex(shape, x::at)).isEqualTo(x.toComplex());
        assertThat(Tensor.generate(shape, x::get).toArray()).hasSize(x.size());
        if (x.size() > 0 && x.order() > 0) {
            int[] second = new int[shape.length];
            int step = 0;
            while (step < shape.length && shape[step] == 1) {
                step++;
            }
            if (step < shape.length) {
                second[step] = 1;
                assertThat(x.get(second)).isEqualTo(x.toArray()[complex ? 2 : 1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void unfoldingHasTheModeAsRowsAndTheRestInOrder(int[] shape, boolean complex, long seed) {
        Tensor x = random(shape, complex, seed);
        for (int mode = 0; mode < shape.length; mode++) {
            Matrix unfolded = x.unfold(mode);
            int m = mode;
            int[] index = new int[shape.length];
            for (int j = 0; j < unfolded.cols(); j++) {
                int rest = j;
                for (int k = 0; k < shape.length; k++) {
                    if (k != m) {
                        index[k] = rest % shape[k];
                        rest /= shape[k];
                    }
                }
                for (int i = 0; i < unfolded.rows(); i++) {
                    index[m] = i;
                    assertThat(unfolded.at(i, j)).isEqualTo(x.at(index));
                }
            }
            assertThat(Tensor.fold(unfolded, mode, shape)).isEqualTo(x);
        }
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void timesModeContractsThatMode(int[] shape, boolean complex, long seed) {
        Tensor x = random(shape, complex, seed);
        for (int mode = 0; mode < shape.length; mode++) {
            for (boolean complexFactor : new boolean[] {false, true}) {
                Matrix a = Cases.random(3, shape[mode], complexFactor, seed + 1);
                Tensor product = x.timesMode(mode, a);
                assertThat(product.isComplex()).isEqualTo(complex || complexFactor);
                int m = mode;
                Tensor wanted =
                        changed(
                                x,
                                mode,
                                3,
                                index -> {
                                    int[] old = index.clone();
                                    Complex sum = Complex.ZERO;
                                    for (int i = 0; i < shape[m]; i++) {
                                        old[m] = i;
                                        sum = sum.plus(a.at(index[m], i).times(x.at(old)));
                                    }
                                    return sum;
                                });
                assertClose(product, wanted);
                Matrix square = Cases.random(shape[mode], shape[mode], complexFactor, seed + 2);
                assertClose(x.timesMode(mode, Dense.of(square)), x.timesMode(mode, square));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void permutedModesKeepTheEntries(int[] shape, boolean complex, long seed) {
        Tensor x = random(shape, complex, seed);
        int[] reversed = IntStream.range(0, shape.length).map(k -> shape.length - 1 - k).toArray();
        int[] rotated = IntStream.range(0, shape.length).map(k -> (k + 1) % shape.length).toArray();
        for (int[] modes : new int[][] {reversed, rotated}) {
            Tensor y = x.permute(modes);
            Tensor back =
                    Tensor.generateComplex(
                            shape,
                            index -> y.at(Arrays.stream(modes).map(mode -> index[mode]).toArray()));
            assertThat(back).isEqualTo(x.toComplex());
        }
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void arithmeticIsThatOfTheEntries(int[] shape, boolean complex, long seed) {
        Tensor x = random(shape, complex, seed);
        Tensor y = random(shape, true, seed + 1);
        Complex factor = new Complex(2, -1);
        assertClose(
                x.plus(y).times(factor),
                Tensor.generateComplex(shape, i -> x.at(i).plus(y.at(i)).times(factor)));
        assertClose(x.minus(y), x.plus(y.times(-1)));
        assertThat(x.inner(x).re()).isCloseTo(x.norm() * x.norm(), within(1e-10));
        Complex turned = x.times(factor).inner(y);
        assertThat(turned.minus(x.inner(y).times(factor.conjugate())).abs()).isLessThan(1e-10);
        assertThat(x.conjugate().conjugate()).isEqualTo(x);
        assertThat(x.reshape(x.size(), 1).toArray()).isEqualTo(x.toArray());
    }

    @Test
    void aMatrixIsATensorOfOrderTwo() {
        Matrix a = Cases.random(3, 4, false, 1);
        Tensor x = Tensor.of(a);
        assertThat(x.unfold(0)).isEqualTo(a);
        assertThat(x.unfold(1)).isEqualTo(a.transpose());
        assertThat(x.at(2, 1)).isEqualTo(a.at(2, 1));
        assertThat(x.toString()).startsWith("Tensor 3×4 real, norm ");
        assertThat(Tensor.zeros().toString()).isEqualTo("Tensor of order 0 real, norm 0.00000");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tensor x = Tensor.zeros(2, 3);
        assertThatThrownBy(() -> x.at(2, 0)).hasMessage("entry [2, 0] of a tensor 2×3");
        assertThatThrownBy(() -> x.at(0)).hasMessage("entry [0] of a tensor 2×3");
        assertThatThrownBy(() -> x.unfold(2))
                .hasMessage("unfold: mode 2 of a tensor of order 2 does not exist");
        assertThatThrownBy(() -> x.timesMode(1, Matrix.zeros(4, 2)))
                .hasMessage("timesMode: mode 1 of a tensor 2×3 wants 3 columns, found 4×2");
        assertThatThrownBy(() -> Tensor.fold(Matrix.zeros(3, 3), 1, 2, 3))
                .hasMessage("fold: mode 1 of a tensor 2×3 unfolds to 3×2, found 3×3");
        assertThatThrownBy(() -> x.reshape(5))
                .hasMessage("reshape: 2×3 entries cannot take the shape 5");
        assertThatThrownBy(() -> x.permute(0, 0))
                .hasMessage("permute: [0, 0] is no permutation of 2 modes");
        assertThatThrownBy(() -> x.plus(Tensor.zeros(3, 2)))
                .hasMessage("plus: shapes must agree, found 2×3 and 3×2");
        assertThatThrownBy(() -> Tensor.zeros(-2, 0))
                .hasMessage("Tensor: a tensor -2×0 is not possible");
        assertThatThrownBy(() -> Tensor.zeros(100_000, 100_000))
                .hasMessage("Tensor: a tensor 100000×100000 is not possible");
    }

    @Test
    void tensorsStandSideBySide() {
        Tensor a = Tensor.generate(new int[] {2, 3, 2}, i -> i[0] + 10 * i[1] + 100 * i[2]);
        Tensor b = a.times(new Complex(0, 1));
        for (int mode = 0; mode < 3; mode++) {
            Tensor both = Tensor.concatenated(mode, List.of(a, b, a));
            Matrix unfolded = both.unfold(mode);
            int n = a.size(mode);
            assertThat(both.size(mode)).isEqualTo(3 * n);
            assertThat(unfolded.rows(0, n)).isEqualTo(a.toComplex().unfold(mode));
            assertThat(unfolded.rows(n, 2 * n)).isEqualTo(b.unfold(mode));
            assertThat(unfolded.rows(2 * n, 3 * n)).isEqualTo(a.toComplex().unfold(mode));
        }
        assertThat(Tensor.concatenated(1, List.of(a))).isEqualTo(a);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.concatenated(0, List.of(a, Tensor.zeros(2, 3, 3))))
                .withMessage("concatenated: shapes must agree, found 2×3×3 and 2×3×2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.concatenated(0, List.of()))
                .withMessage("concatenated: wants a tensor or more");
    }

    @Test
    void isPlacedAsABlockOfZeros() {
        Tensor block =
                Tensor.generateComplex(
                        new int[] {2, 3, 2}, i -> new Complex(i[0] + 10 * i[1], 1 + i[2]));
        Tensor whole = block.placed(new int[] {4, 3, 5}, 1, 0, 3);
        Tensor expected =
                Tensor.generateComplex(
                        new int[] {4, 3, 5},
                        i ->
                                i[0] >= 1 && i[0] < 3 && i[2] >= 3
                                        ? block.at(i[0] - 1, i[1], i[2] - 3)
                                        : Complex.ZERO);
        assertThat(whole).isEqualTo(expected);
        assertThat(Tensor.zeros(0, 2).placed(new int[] {1, 2}, 0, 0)).isEqualTo(Tensor.zeros(1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block.placed(new int[] {4, 3, 5}, 1, 0, 4))
                .withMessage("placed: a tensor 2×3×2 does not fit at [1, 0, 4] into 4×3×5");
    }
}
