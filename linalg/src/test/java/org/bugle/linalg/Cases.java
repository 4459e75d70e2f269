package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.provider.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Seeded random cases. Every argument list is drawn from one fixed seed, and the seed of a case is
/// in the name of its test.
public final class Cases {
    private Cases() {}

    /// Rows, columns (1 … 30; the first cases have empty dimensions), real or complex, and a seed.
    public static Stream<Arguments> shapes() {
        SplittableRandom random = new SplittableRandom(20_261_124);
        List<Arguments> cases = new ArrayList<>();
        cases.add(Arguments.of(0, 0, false, 1L));
        cases.add(Arguments.of(5, 0, true, 2L));
        cases.add(Arguments.of(0, 4, false, 3L));
        for (int i = 0; i < 20; i++) {
            cases.add(
                    Arguments.of(
                            random.nextInt(1, 31),
                            random.nextInt(1, 31),
                            i % 2 == 0,
                            random.nextLong(1000)));
        }
        return cases.stream();
    }

    /// A size (0 … 30), real or complex, and a seed.
    public static Stream<Arguments> sizes() {
        return IntStream.range(0, 16)
                .mapToObj(i -> Arguments.of(i < 2 ? i : 2 * i - 1, i % 2 == 1, 100L + i));
    }

    public static Matrix random(int rows, int cols, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Matrix re = Matrix.randomGaussian(rows, cols, random);
        return complex ? Matrix.complex(re, Matrix.randomGaussian(rows, cols, random)) : re;
    }

    public static Matrix hermitian(int n, boolean complex, long seed) {
        Matrix a = random(n, n, complex, seed);
        return a.plus(a.adjoint()).times(0.5);
    }

    /// ‖A − B‖ ≤ bound·max(1, ‖B‖), of equal shape and type.
    public static void assertClose(Matrix a, Matrix b, double bound) {
        assertThat(List.of(a.rows(), a.cols())).isEqualTo(List.of(b.rows(), b.cols()));
        assertThat(a.isComplex()).as("complex").isEqualTo(b.isComplex());
        assertThat(a.minus(b).norm()).isLessThanOrEqualTo(bound * Math.max(1, b.norm()));
    }
}
