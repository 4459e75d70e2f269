package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.blas.Lapack;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;

import java.util.Optional;

/// A square matrix with `lower` diagonals below and `upper` above the main one, such as a finite
/// difference. Resolvents are banded LU factorisations (real as long as σ and A are); e^{τA} comes
/// from the eigen-decomposition if A = Aᴴ and n ≤ 512, else from [Expmv].
public final class Banded implements Operator, InPlace {
    private final int lower;
    private final int upper;
    private final Matrix diagonals; // entry (i, lower + d) is a_{i,i+d}, zero outside the matrix
    private final boolean hermitian;
    private final Lazy<Dense> dense;

    private Banded(int lower, int upper, Matrix diagonals) {
        this.lower = lower;
        this.upper = upper;
        this.diagonals = diagonals;
        hermitian = equalsItsAdjoint();
        dense = new Lazy<>(() -> Dense.of(toMatrix()));
    }

    /// The entries (i, j) with i − lower ≤ j ≤ i + upper of an n×n matrix, as a function of i and
    /// j.
    public static Banded generate(int n, int lower, int upper, Matrix.Entry entry) {
        requireWidths(n, lower, upper);
        return new Banded(
                lower,
                upper,
                Matrix.generate(
                        n,
                        lower + upper + 1,
                        (i, c) -> inside(n, i + c - lower) ? entry.at(i, i + c - lower) : 0));
    }

    /// As [#generate], with complex entries.
    public static Banded generateComplex(int n, int lower, int upper, Matrix.ComplexEntry entry) {
        requireWidths(n, lower, upper);
        return new Banded(
                lower,
                upper,
                Matrix.generateComplex(
                        n,
                        lower + upper + 1,
                        (i, c) ->
                                inside(n, i + c - lower)
                                        ? entry.at(i, i + c - lower)
                                        : Complex.ZERO));
    }

    /// The n×n tridiagonal matrix with constant diagonals.
    public static Banded tridiagonal(int n, double below, double middle, double above) {
        return generate(n, 1, 1, (i, j) -> j < i ? below : j > i ? above : middle);
    }

    private static void requireWidths(int n, int lower, int upper) {
        if (n < 0 || lower < 0 || upper < 0) {
            throw new IllegalArgumentException(
                    "Banded: size and numbers of diagonals must be ≥ 0, found n = %d, lower %d, upper %d"
                            .formatted(n, lower, upper));
        }
    }

    private static boolean inside(int n, int index) {
        return index >= 0 && index < n;
    }

    private boolean equalsItsAdjoint() {
        for (int i = 0; i < rows(); i++) {
            for (int d = -lower; d <= upper; d++) {
                if (inside(rows(), i + d) && !at(i, i + d).isConjugateOf(at(i + d, i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The entry (i, j), zero outside the band.
    public Complex at(int i, int j) {
        return j - i < -lower || j - i > upper ? Complex.ZERO : diagonals.at(i, j - i + lower);
    }

    public int lower() {
        return lower;
    }

    public int upper() {
        return upper;
    }

    @Override
    public int rows() {
        return diagonals.rows();
    }

    @Override
    public int cols() {
        return diagonals.rows();
    }

    @Override
    public boolean isCheapByColumns() {
        return true;
    }

    @Override
    public boolean isComplex() {
        return diagonals.isComplex();
    }

    @Override
    public boolean isHermitian() {
        return hermitian;
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        multiply(false, x, y);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        multiply(true, w, y);
    }

    private void multiply(boolean adjoint, Buffer x, Buffer y) {
        double numbers = (double) y.rows() * y.columns() * y.width();
        Work.count(2 * (lower + upper + 1.0) * numbers, 2 * numbers);
        int n = rows();
        requireFit(n, n, x, y);
        y.fill(0);
        for (int j = 0; j < x.columns(); j++) {
            for (int top = 0; top < n; top += Band.TILE) {
                for (int d = -lower; d <= upper; d++) {
                    int from = Math.max(top, -d);
                    int to = Math.min(Math.min(n, top + Band.TILE), n - d);
                    int dx = adjoint ? 0 : d;
                    int dy = adjoint ? d : 0;
                    Band.add(diagonals.buffer(), lower + d, adjoint, x, dx, y, dy, j, from, to);
                }
            }
        }
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        int n = rows();
        int height = 2 * lower + upper + 1;
        Buffer band = new Buffer(height, n, isComplex() || !sigma.isReal());
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(0, i - lower); j <= Math.min(n - 1, i + upper); j++) {
                Complex entry = (i == j ? sigma : Complex.ZERO).minus(at(i, j));
                int index = (j * height + lower + upper + i - j) * band.width();
                band.array()[index] = entry.re();
                if (band.isComplex()) {
                    band.array()[index + 1] = entry.im();
                }
            }
        }
        int[] pivots = new int[n];
        int info =
                n == 0 ? 0 : Lapack.gbtrf(band.isComplex(), n, lower, upper, band.array(), pivots);
        if (info > 0) {
            throw Singular.singular("Banded", sigma, "pivot %d is zero".formatted(info));
        }
        return b -> solve(band, pivots, b);
    }

    private Matrix solve(Buffer band, int[] pivots, Matrix b) {
        LinearMap.requireRows("Banded", rows(), b.rows());
        if (!band.isComplex() && b.isComplex()) {
            return b.mapParts(part -> solve(band, pivots, part));
        }
        Buffer x = new Buffer(b.rows(), b.cols(), band.isComplex()).set(b.buffer());
        if (b.rows() > 0 && b.cols() > 0) {
            Lapack.gbtrs(
                    x.isComplex(),
                    Op.NONE,
                    rows(),
                    lower,
                    upper,
                    b.cols(),
                    band.array(),
                    pivots,
                    x.array());
        }
        return Matrix.over(x);
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        return hermitian && rows() <= DENSE_LIMIT
                ? dense.get().exp(tau, x)
                : Expmv.ACCURATE.exp(this, tau, x);
    }

    @Override
    public Optional<Eigen.Hermitian> spectrum() {
        return hermitian && rows() <= DENSE_LIMIT ? dense.get().spectrum() : Optional.empty();
    }

    private Matrix toMatrix() {
        return isComplex()
                ? Matrix.generateComplex(rows(), rows(), this::at)
                : Matrix.generate(rows(), rows(), (i, j) -> at(i, j).re());
    }

    @Override
    public Banded conjugate() {
        return isComplex() ? new Banded(lower, upper, diagonals.conjugate()) : this;
    }

    @Override
    public Banded adjoint() {
        if (hermitian) {
            return this;
        }
        int below = upper;
        int above = lower;
        return isComplex()
                ? generateComplex(rows(), below, above, (i, j) -> at(j, i).conjugate())
                : generate(rows(), below, above, (i, j) -> at(j, i).re());
    }

    /// The sum of two banded matrices of equal size.
    public Banded plus(Banded b) {
        LinearMap.requireRows("Banded", rows(), b.rows());
        int below = Math.max(lower, b.lower);
        int above = Math.max(upper, b.upper);
        return isComplex() || b.isComplex()
                ? generateComplex(rows(), below, above, (i, j) -> at(i, j).plus(b.at(i, j)))
                : generate(rows(), below, above, (i, j) -> at(i, j).re() + b.at(i, j).re());
    }

    public Banded times(double factor) {
        return new Banded(lower, upper, diagonals.times(factor));
    }
}
