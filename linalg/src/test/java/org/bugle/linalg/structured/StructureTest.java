package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.structured.Sparse.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What single structures promise beyond acting as their matrix.
class StructureTest {
    private static final double ROUNDING = 1e-13;

    private static final double SOLVED = 1e-10;

    /// Above the size up to which a dense matrix may stand for an operator.
    private static final int LARGE = 600;

    // ---- large operators

    private static List<Operator> large() {
        Banded laplacian = Banded.tridiagonal(LARGE, 1, -2, 1);
        Banded drift = Banded.tridiagonal(LARGE, 1.5, -2, 0.5);
        Banded wide = Banded.tridiagonal(Operator.DENSE_LIMIT + 1, 1, -2, 1);
        return List.of(
                laplacian,
                drift,
                Dense.of(drift.apply(Matrix.identity(LARGE))),
                Sparse.of(drift.apply(Matrix.identity(LARGE))),
                MatrixFree.hermitian(LARGE, false, laplacian::apply),
                SumOfMaps.of(laplacian, new Scaled(-1, new Identity(LARGE))),
                ProductOfMaps.of(new Scaled(new Complex(0.5, 0.5), new Identity(LARGE)), laplacian),
                new KroneckerSum(Banded.tridiagonal(30, 1, -2, 1.5), laplacian),
                new KroneckerSum(laplacian, Banded.tridiagonal(3, 1, -2, 1.5)),
                new KroneckerSum(wide, wide));
    }

    @Test // no dense matrix stands for them: iterations keep their tolerances
    void largeOperatorsSolveAndPropagateToo() {
        for (Operator a : large()) {
            Matrix x = Cases.random(a.rows(), 1, false, 1);
            for (Complex sigma : new Complex[] {Complex.real(1.5), new Complex(1, 2)}) {
                Matrix solution = a.resolvent(sigma).solve(x);
                Matrix back = solution.times(sigma).minus(a.apply(solution));
                assertThat(back.minus(x).norm())
                        .as("%s at %s", a.getClass(), sigma)
                        .isLessThan(SOLVED * x.norm());
            }
            // e^{τA} is a group, and its derivative is A
            Matrix there = a.exp(Complex.real(0.3), x);
            Matrix back = a.exp(Complex.real(-0.3), there);
            assertThat(back.minus(x).norm()).isLessThan(SOLVED * x.norm());
            double h = 1e-3;
            Matrix slope = a.exp(Complex.real(h), x).minus(a.exp(Complex.real(-h), x));
            assertThat(slope.times(0.5 / h).minus(a.apply(x)).norm())
                    .as("%s", a.getClass())
                    .isLessThan(1e-4 * x.norm());
        }
    }

    // ---- memory

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void actingInPlaceAllocatesNothing(boolean complexBlock) {
        int n = 500;
        Matrix full = Cases.random(n, n, false, 1);
        List<Operator> operators =
                List.of(
                        new Identity(n),
                        new Diagonal(full.columns(0, 1)),
                        Dense.of(full),
                        Banded.tridiagonal(n, 1, -2, 1),
                        Sparse.of(Banded.tridiagonal(n, 1, -2, 1).apply(Matrix.identity(n))));
        Buffer x = Cases.random(n, 20, complexBlock, 2).buffer();
        Buffer y = new Buffer(n, 20, complexBlock);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Operator a : operators) {
            int calls = 200;
            for (int i = 0; i < 10; i++) {
                a.apply(x, y);
                a.applyAdjoint(x, y);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                a.apply(x, y);
                a.applyAdjoint(x, y);
            }
            double perCall = (threads.getCurrentThreadAllocatedBytes() - before) / (2.0 * calls);
            // one column of the block has 4000 bytes; descriptors of native calls take some
            assertThat(perCall).as("%s", a.getClass()).isLessThan(2500);
        }
    }

    // ---- circulants

    @ParameterizedTest // primes and odd and even numbers take different ways in the FFT
    @CsvSource({"1,1", "2,1", "7,1", "8,1", "8,2", "9,3", "64,4", "331,1", "1024,2"})
    void spectralDerivativesAreExactOnResolvedWaves(int n, int order) {
        double period = 3;
        Circulant derivative = Circulant.derivative(n, period, order);
        assertThat(derivative.isComplex()).isFalse();
        assertThat(derivative.isHermitian()).isEqualTo(order % 2 == 0 || n < 3);
        for (int k = 0; 2 * k < n && k < 20; k++) {
            double w = 2 * Math.PI * k / period;
            Matrix wave = wave(n, period, w, 0);
            Matrix turned = wave(n, period, w, order); // each derivative turns by a quarter
            double scale = Math.pow(w, order);
            double largest = Math.pow(Math.PI * n / period, order);
            assertThat(derivative.apply(wave).minus(turned.times(scale)).maxAbs())
                    .isLessThanOrEqualTo(ROUNDING * Math.max(1, largest));
        }
    }

    private static Matrix wave(int n, double period, double w, int quarters) {
        return Matrix.generate(
                n, 1, (i, _) -> Math.cos(w * i * period / n + 0.4 + quarters * Math.PI / 2));
    }

    @Test
    void theHighestWaveOfAnEvenGridHasNoOddDerivative() {
        Matrix highest = Matrix.generate(8, 1, (i, _) -> i % 2 == 0 ? 1 : -1);
        assertThat(Circulant.derivative(8, 1, 1).apply(highest).maxAbs()).isLessThan(ROUNDING);
        assertThat(Circulant.derivative(8, 1, 3).apply(highest).maxAbs()).isLessThan(ROUNDING);
        Matrix second = Circulant.derivative(8, 2 * Math.PI, 2).apply(highest);
        assertClose(second, highest.times(-16), ROUNDING);
    }

    @Test
    void aSymbolDecidesWhetherTheMapIsReal() {
        Matrix symbol = Circulant.derivative(6, 1, 1).symbol();
        assertThat(Circulant.ofSymbol(symbol).isComplex()).isFalse();
        assertThat(Circulant.ofSymbol(symbol.times(Complex.I)).isComplex()).isTrue();
        assertThat(Circulant.ofSymbol(symbol.times(Complex.I)).isHermitian()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 331, 16_384}) // JTransforms starts threads of its own at 8192
    void circulantsMayBeSharedByThreads(int n) {
        Circulant a = Circulant.derivative(n, 1, 1);
        Matrix x = Cases.random(n, 3, false, 1);
        Matrix wanted = a.apply(x);
        List<Matrix> all = IntStream.range(0, 40).parallel().mapToObj(_ -> a.apply(x)).toList();
        assertThat(all).allSatisfy(y -> assertThat(y).isEqualTo(wanted));
    }

    // ---- sparse matrices

    @Test
    void entriesGivenTwiceAddUp() {
        Sparse a =
                Sparse.of(
                        2,
                        3,
                        List.of(
                                new Entry(1, 2, 5),
                                new Entry(0, 1, 2),
                                new Entry(1, 2, -1),
                                new Entry(0, 0, 1)));
        assertThat(a.apply(Matrix.identity(3)))
                .isEqualTo(Matrix.of(new double[][] {{1, 2, 0}, {0, 0, 4}}));
        assertThat(a.entries()).hasSize(3);
        assertThat(a.applyAdjoint(Matrix.identity(2)))
                .isEqualTo(Matrix.of(new double[][] {{1, 0}, {2, 0}, {0, 4}}));
    }

    @ParameterizedTest // a grid in two directions, numbered at random
    @ValueSource(booleans = {false, true})
    void sparseFactorsStayNarrowInAnyNumbering(boolean complex) {
        int side = 40;
        int[] number = IntStream.range(0, side * side).toArray();
        Matrix keys = Cases.random(side * side, 1, false, 1);
        number =
                IntStream.of(number)
                        .boxed()
                        .sorted((p, q) -> Double.compare(keys.get(p, 0), keys.get(q, 0)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < side * side; i++) {
            for (int step : new int[] {1, side}) {
                if (i + step < side * side && (step > 1 || i % side != side - 1)) {
                    Complex c = complex ? new Complex(1, 0.2) : Complex.ONE;
                    entries.add(new Entry(number[i], number[i + step], c));
                    entries.add(new Entry(number[i + step], number[i], c.conjugate()));
                }
            }
        }
        Sparse a = Sparse.of(side * side, side * side, entries);
        assertThat(a.isHermitian()).isTrue();
        int[] places = CuthillMcKee.places(a);
        assertThat(IntStream.of(places).sorted().toArray())
                .isEqualTo(IntStream.range(0, side * side).toArray());
        int band =
                entries.stream()
                        .mapToInt(e -> Math.abs(places[e.row()] - places[e.column()]))
                        .max()
                        .orElseThrow();
        assertThat(band).isLessThanOrEqualTo(2 * side);
        Matrix x = Cases.random(side * side, 2, true, 2);
        Complex sigma = new Complex(0.1, 0.7);
        Matrix solution = a.resolvent(sigma).solve(x);
        assertClose(solution.times(sigma).minus(a.apply(solution)), x, SOLVED);
    }

    // ---- rectangular maps and refusals

    @Test
    void sumsAndProductsMayBeRectangular() {
        Sparse a = Sparse.of(Cases.random(4, 6, true, 1));
        Sparse b = Sparse.of(Cases.random(6, 4, false, 2));
        Matrix matrixA = a.apply(Matrix.identity(6));
        Matrix matrixB = b.apply(Matrix.identity(4));
        SumOfMaps sum = SumOfMaps.of(a, b.adjoint());
        assertClose(sum.apply(Matrix.identity(6)), matrixA.plus(matrixB.adjoint()), ROUNDING);
        assertClose(
                ProductOfMaps.of(a, b, a).applyAdjoint(Matrix.identity(4)),
                matrixA.times(matrixB).times(matrixA).adjoint(),
                ROUNDING);
        assertThatThrownBy(() -> sum.resolvent(Complex.ONE))
                .hasMessage(
                        "SumOfMaps: only a square map has a resolvent and an exponential, found"
                                + " 4×6");
        assertThatThrownBy(() -> a.exp(Complex.ONE, Matrix.zeros(6, 1)))
                .hasMessage("Sparse: only a square matrix is an operator, found 4×6");
    }

    @Test
    void bandsAddAndScale() {
        Banded a = Banded.tridiagonal(5, 1, 2, 3);
        Banded b = Banded.generate(5, 0, 2, (i, j) -> i + j);
        Matrix identity = Matrix.identity(5);
        assertThat(a.plus(b).times(2).apply(identity))
                .isEqualTo(a.apply(identity).plus(b.apply(identity)).times(2));
        assertThat(List.of(a.plus(b).lower(), a.plus(b).upper())).isEqualTo(List.of(1, 2));
    }

    @Test
    void singularShiftsAreNamed() {
        Complex two = Complex.real(2);
        assertSingular(
                Diagonal.of(1, 2),
                two,
                "Diagonal: σI − A is singular for σ = 2.0, eigenvalue 1 is σ");
        assertSingular(
                new Identity(3),
                Complex.ONE,
                "Identity: σI − A is singular for σ = 1.0, eigenvalue 0 is σ");
        assertSingular(
                Circulant.derivative(3, 1, 1),
                Complex.ZERO,
                "Circulant: σI − A is singular for σ = 0.0, eigenvalue 0 is σ");
        assertSingular(
                Dense.of(Matrix.identity(2).times(2)),
                two,
                "Dense: σI − A is singular for σ = 2.0, its LU factorisation has a zero pivot");
        assertSingular(
                Banded.tridiagonal(3, 0, 2, 1),
                two,
                "Banded: σI − A is singular for σ = 2.0, pivot 1 is zero");
        assertSingular(
                Sparse.of(Matrix.diagonal(2, 1)),
                two,
                "Sparse: σI − A is singular for σ = 2.0, its LU factorisation has a zero pivot");
        assertSingular(
                new Diagonal(Matrix.columnVector(1, 2).times(new Complex(1, -1))),
                new Complex(2, -2),
                "Diagonal: σI − A is singular for σ = 2.0-2.0i, eigenvalue 1 is σ");
        assertSingular(
                new Scaled(0, new Identity(2)),
                Complex.ZERO,
                "Diagonal: σI − A is singular for σ = 0.0, eigenvalue 0 is σ");
    }

    private static void assertSingular(Operator a, Complex sigma, String sentence) {
        assertThatThrownBy(() -> a.resolvent(sigma))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(sentence);
    }

    @Test
    void zeroTimesAnOperatorHasAResolvent() {
        Matrix b = Matrix.columnVector(1, 2);
        assertClose(
                new Scaled(0, Diagonal.of(3, 4)).resolvent(Complex.real(4)).solve(b),
                b.times(0.25),
                ROUNDING);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Diagonal(Matrix.zeros(2, 2)))
                .hasMessage("Diagonal: the entries must be one column, found 2×2");
        assertThatThrownBy(() -> Dense.of(Matrix.zeros(2, 3)))
                .hasMessage("Dense: the matrix must be square, found 2×3");
        assertThatThrownBy(() -> Banded.tridiagonal(-1, 0, 0, 0))
                .hasMessage(
                        "Banded: size and numbers of diagonals must be ≥ 0, found n = -1, lower 1,"
                                + " upper 1");
        assertThatThrownBy(() -> new Identity(-1))
                .hasMessage("Identity: the size must be ≥ 0, found -1");
        assertThatThrownBy(() -> Sparse.of(2, 2, List.of(new Entry(0, 2, 1))))
                .hasMessage("Sparse: entry (0, 2) is outside of 2×2");
        assertThatThrownBy(() -> Circulant.derivative(4, 0, 1))
                .hasMessage(
                        "Circulant: a derivative wants n ≥ 1, order ≥ 0 and a period > 0, found 4,"
                                + " 1 and 0.0");
        assertThatThrownBy(() -> Circulant.ofFirstColumn(Matrix.zeros(0, 1)))
                .hasMessage("Circulant: wants one column of at least one number, found 0×1");
        assertThatThrownBy(() -> SumOfMaps.of(new Identity(2), new Identity(3)))
                .hasMessage("SumOfMaps: maps must have equal shapes, found 2×2 and 3×3");
        assertThatThrownBy(() -> ProductOfMaps.of(new Identity(2), new Identity(3)))
                .hasMessage("ProductOfMaps: maps must fit each other, found 2×2 before 3×3");
        assertThatThrownBy(() -> new KroneckerSum(new Identity(50_000), new Identity(50_000)))
                .hasMessage("KroneckerSum: 50000·50000 unknowns are too many");
        Buffer x = new Buffer(2, 3, true);
        assertThatThrownBy(() -> Diagonal.of(1, 2).apply(x, new Buffer(2, 2, true)))
                .hasMessage(
                        "Diagonal: the image of 2×3 numbers has 2 rows and as many columns, found"
                                + " 2×2");
        assertThatThrownBy(() -> Diagonal.of(1, 2).apply(x, new Buffer(2, 3, false)))
                .hasMessage("Diagonal: the image is complex and cannot enter a real buffer");
    }

    @Test
    void emptyOperatorsAreLegal() {
        Matrix empty = Matrix.zeros(0, 3);
        for (Operator a :
                List.of(
                        new Identity(0),
                        new Diagonal(Matrix.zeros(0, 1)),
                        Dense.of(Matrix.zeros(0, 0)),
                        Banded.tridiagonal(0, 1, 1, 1),
                        Sparse.of(0, 0, List.of()),
                        new KroneckerSum(new Identity(0), new Identity(4)),
                        new KroneckerSum(new Identity(4), new Identity(0)))) {
            assertThat(a.apply(empty)).isEqualTo(empty);
            assertThat(a.exp(Complex.ONE, empty)).isEqualTo(empty);
            assertThat(a.resolvent(Complex.real(2)).solve(empty)).isEqualTo(empty);
        }
    }
}
