package org.bugle.linalg.structured;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An operator of every kind beside the matrix that it stands for, entered entry by entry.
record Examples(String name, Operator operator, Matrix matrix) {
    private static final int N = 24;

    static Stream<Examples> all() {
        return Stream.of(false, true)
                .flatMap(complex -> Stream.of(1L, 2L).flatMap(s -> of(complex, s)));
    }

    private static Stream<Examples> of(boolean complex, long seed) {
        Matrix full = Cases.random(N, N, complex, seed);
        Matrix hermitian = Cases.hermitian(N, complex, seed);
        Matrix entries = Cases.random(N, 1, complex, seed);
        Matrix small = Cases.random(4, 4, complex, seed + 10);
        Matrix six = Cases.random(6, 6, complex, seed + 11);
        Matrix eye4 = Matrix.identity(4);
        Matrix eye6 = Matrix.identity(6);
        Complex factor = complex ? new Complex(0.3, -0.8) : Complex.real(-0.7);
        Matrix holes = onBand(full, 9, 9, complex, (i, j) -> (i * 7 + j * 5) % 4 == 0 || i == j);
        return Stream.of(
                        new Examples("identity", new Identity(N), Matrix.identity(N)),
                        new Examples(
                                "diagonal",
                                new Diagonal(entries),
                                onBand(entries.times(ones(N)), 0, 0, complex, (_, _) -> true)),
                        new Examples("dense", Dense.of(full), full),
                        new Examples("hermitian", Dense.of(hermitian), hermitian),
                        banded("tridiagonal", full, 1, 1, complex),
                        banded("wide band", full, 2, 5, complex),
                        banded("lower band", full, 3, 0, complex),
                        banded("full band", full, N + 2, N, complex),
                        banded("hermitian band", hermitian, 3, 3, complex),
                        new Examples("sparse", Sparse.of(holes), holes),
                        new Examples("sparse hermitian", Sparse.of(hermitian), hermitian),
                        new Examples(
                                "circulant",
                                Circulant.ofFirstColumn(entries),
                                complex
                                        ? Matrix.generateComplex(
                                                N,
                                                N,
                                                (i, j) -> entries.at(Math.floorMod(i - j, N), 0))
                                        : Matrix.generate(
                                                N,
                                                N,
                                                (i, j) -> entries.get(Math.floorMod(i - j, N), 0))),
                        new Examples(
                                "wide Kronecker sum",
                                new KroneckerSum(Dense.of(small), Dense.of(six)),
                                kronecker(small, eye6).plus(kronecker(eye4, six))),
                        new Examples(
                                "tall Kronecker sum",
                                new KroneckerSum(Dense.of(six), Dense.of(small)),
                                kronecker(six, eye4).plus(kronecker(eye6, small))),
                        new Examples(
                                "Kronecker sum of Hermitian parts",
                                new KroneckerSum(
                                        Dense.of(Cases.hermitian(4, complex, seed)),
                                        Dense.of(Cases.hermitian(6, complex, seed))),
                                kronecker(Cases.hermitian(4, complex, seed), eye6)
                                        .plus(kronecker(eye4, Cases.hermitian(6, complex, seed)))),
                        new Examples(
                                "along the first direction",
                                new AlongDirection(1, Dense.of(small), 6),
                                kronecker(small, eye6)),
                        new Examples(
                                "along the last direction",
                                new AlongDirection(4, Dense.of(six), 1),
                                kronecker(eye4, six)),
                        new Examples(
                                "along a middle direction",
                                new AlongDirection(2, Dense.of(six), 2),
                                kronecker(kronecker(Matrix.identity(2), six), Matrix.identity(2))),
                        new Examples(
                                "scaled", new Scaled(factor, Dense.of(full)), full.times(factor)),
                        new Examples(
                                "sum",
                                SumOfMaps.of(Dense.of(full), new Diagonal(entries)),
                                full.plus(
                                        onBand(
                                                entries.times(ones(N)),
                                                0,
                                                0,
                                                complex,
                                                (_, _) -> true))),
                        new Examples(
                                "product",
                                ProductOfMaps.of(Dense.of(full), Sparse.of(holes)),
                                full.times(holes)),
                        new Examples(
                                "matrix-free",
                                new MatrixFree(
                                        N, N, complex, false, full::times, full::adjointTimes),
                                full))
                .map(e ->
                        new Examples(
                                (complex ? "complex " : "real ") + e.name + ", seed " + seed,
                                e.operator,
                                e.matrix));
    }

    private static Matrix ones(int n) {
        return Matrix.generate(1, n, (_, _) -> 1);
    }

    private static Examples banded(
            String name, Matrix full, int lower, int upper, boolean complex) {
        Matrix cut = onBand(full, lower, upper, complex, (_, _) -> true);
        Banded banded =
                complex
                        ? Banded.generateComplex(N, lower, upper, full::at)
                        : Banded.generate(N, lower, upper, full::get);
        return new Examples(name, banded, cut);
    }

    private interface Pattern {
        boolean holds(int i, int j);
    }

    private static Matrix onBand(
            Matrix full, int lower, int upper, boolean complex, Pattern pattern) {
        Matrix mask =
                Matrix.generate(
                        full.rows(),
                        full.cols(),
                        (i, j) -> i - j <= lower && j - i <= upper && pattern.holds(i, j) ? 1 : 0);
        return full.hadamard(complex ? mask.toComplex() : mask);
    }

    static Matrix kronecker(Matrix a, Matrix b) {
        List<Matrix[]> rows =
                IntStream.range(0, a.rows())
                        .mapToObj(i ->
                                IntStream.range(0, a.cols())
                                        .mapToObj(j -> b.times(a.at(i, j)))
                                        .toArray(Matrix[]::new))
                        .toList();
        return Matrix.block(rows.toArray(Matrix[][]::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
