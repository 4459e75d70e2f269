package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/// Against the full decomposition, on both sides of what makes a matrix large.
class SvdLeadingTest {
    private static final double ROUNDING = 1e-13;

    /// σ_j = condition^(−j/(k − 1)) with random singular vectors.
    static Matrix graded(int m, int n, int k, double condition, boolean complex, long seed) {
        double[] sigma =
                IntStream.range(0, k)
                        .mapToDouble(j -> Math.pow(condition, -j / (k - 1.0)))
                        .toArray();
        return with(sigma, m, n, complex, seed);
    }

    static Matrix with(double[] sigma, int m, int n, boolean complex, long seed) {
        Matrix u = Qr.of(Cases.random(m, sigma.length, complex, seed)).q();
        Matrix v = Qr.of(Cases.random(n, sigma.length, complex, seed + 1)).q();
        return u.times(Matrix.diagonal(sigma)).timesAdjoint(v);
    }

    /// The guarantee, and agreement with the full decomposition.
    private static Svd.Left check(Matrix a, double cut) {
        Svd.Left found = Svd.leading(a, cut);
        List<Double> all = Svd.of(a).singularValues();
        double limit = cut * all.getFirst();
        double rounding = ROUNDING * all.getFirst();

        Matrix u = found.u();
        int rank = u.cols();
        assertThat(found.singularValues()).hasSize(rank);
        assertThat(u.adjointTimes(u).minus(unit(rank, u.isComplex())).norm()).isLessThan(ROUNDING);
        // what is dropped is below the cut, and what is kept is not far below it
        assertThat(a.minus(u.times(u.adjointTimes(a))).norm2()).isLessThan(limit + rounding);
        assertThat(rank)
                .isGreaterThanOrEqualTo(above(all, limit + rounding))
                .isLessThanOrEqualTo(above(all, 0.9999 * limit - rounding));
        for (int j = 0; j < rank; j++) {
            double tail = limit * limit / (2e4 * all.get(j));
            assertThat(found.singularValues().get(j))
                    .isCloseTo(all.get(j), within(tail + rounding));
        }
        return found;
    }

    private static Matrix unit(int n, boolean complex) {
        return complex ? Matrix.identity(n).toComplex() : Matrix.identity(n);
    }

    private static int above(List<Double> all, double limit) {
        return (int) all.stream().filter(sigma -> sigma > limit).count();
    }

    @ParameterizedTest
    @CsvSource({
        "160, 400, 1e16, false",
        "400, 160, 1e16, true",
        "200, 900, 1e16, false",
        "170, 170, 1e12, true",
        "200, 300, 1e8, false",
        "200, 300, 1e3, false", // too many are wanted: the full decomposition
        "60, 300, 1e16, true", // small
    })
    void agreesWithTheFullDecomposition(int m, int n, double condition, boolean complex) {
        Matrix a = graded(m, n, Math.min(m, n), condition, complex, m);
        for (double cut : new double[] {0.3, 1e-2, 1e-5, 1e-8, 1e-10, 1e-11, 1e-13}) {
            check(a, cut);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 30, 80})
    void aRankDeficientMatrixHasItsRank(int rank) {
        for (double condition : new double[] {10, 1e6}) {
            Matrix a = graded(180, 700, rank + 1, condition, false, rank).times(1e3);
            assertThat(check(a, 1e-10).u().cols()).isEqualTo(rank + 1);
        }
    }

    /// As of two equal operators: pairs, and a cluster that the cut goes through.
    @Test
    void clustersAreSeen() {
        double[] sigma = new double[40];
        for (int j = 0; j < sigma.length; j++) {
            sigma[j] = j < 10 ? 1 : j < 20 ? 1e-4 : 1e-8 * (1 - 1e-6 * (j - 30));
        }
        assertThat(check(with(sigma, 200, 500, false, 4), 1e-8).u().cols()).isEqualTo(30);
        check(with(sigma, 200, 500, false, 4), 0.99e-8);
    }

    @Test // what the range finder leaves out could lift a value above the cut
    void aValueJustAboveTheCutIsKeptBesideALongTail() {
        double cut = 1e-6;
        double[] sigma = new double[190];
        Arrays.fill(sigma, 2e-4 * cut);
        Arrays.fill(sigma, 0, 20, 1);
        Arrays.fill(sigma, 20, 30, cut * (1 + 1e-9));
        for (int seed = 0; seed < 5; seed++) {
            assertThat(Svd.leading(with(sigma, 200, 190, false, seed), cut).u().cols())
                    .isEqualTo(30);
        }
    }

    @Test
    void scalesFarFromOneChangeNothing() {
        Matrix a = graded(160, 200, 60, 1e16, false, 3);
        int rank = Svd.leading(a, 1e-8).u().cols();
        for (double scale : new double[] {1e-250, 1e-150, 1e-100, 1e100, 1e160, 1e250}) {
            Svd.Left scaled = Svd.leading(a.times(scale), 1e-8);
            assertThat(scaled.u().cols()).as("%s", scale).isEqualTo(rank);
            assertThat(scaled.singularValues().getFirst() / scale).isCloseTo(1, within(ROUNDING));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 300", "3, 5", "200, 0", "0, 300"})
    void nothingIsAboveTheCutInZero(int m, int n) {
        Svd.Left zero = Svd.leading(Matrix.zeros(m, n), 1e-10);
        assertThat(zero.singularValues()).isEmpty();
        assertThat(zero.u().rows()).isEqualTo(m);
        assertThat(zero.u().cols()).isZero();
    }

    @Test
    void refusesNonFiniteEntries() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Matrix a = Matrix.generate(200, 200, (i, j) -> i == 7 && j == 150 ? bad : 1);
            assertThatThrownBy(() -> Svd.leading(a, 1e-10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Svd: the 200×200 matrix has 1 non-finite entries of 40000");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void bitsDoNotDependOnThreads(int threads) {
        Matrix a = graded(300, 900, 200, 1e16, false, 3);
        Svd.Left alone = Svd.leading(a, 1e-8);
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            assertThat(pool.submit(() -> Svd.leading(a, 1e-8)).join()).isEqualTo(alone);
        }
    }
}
