package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;

import java.util.List;
import java.util.stream.IntStream;

/// The couplings β(i, j) of all pairs i < j of d sites. Read as a symmetric matrix, β(j, i) = β(i,
/// j) without conjugation; the diagonal and the lower triangle of what it is made of are never
/// read.
public final class Couplings {
    private final int sites;
    private final boolean complex;
    private final Matrix.ComplexEntry entry;

    private Couplings(int sites, boolean complex, Matrix.ComplexEntry entry) {
        this.sites = sites;
        this.complex = complex;
        this.entry = entry;
    }

    /// The strictly upper triangle of a d×d matrix, which is not copied.
    ///
    /// @throws IllegalArgumentException if the matrix is not square
    public static Couplings of(Matrix beta) {
        if (beta.rows() != beta.cols()) {
            throw new IllegalArgumentException(
                    "Couplings: the matrix must be d×d, found %d×%d"
                            .formatted(beta.rows(), beta.cols()));
        }
        return new Couplings(beta.rows(), beta.isComplex(), beta::at);
    }

    /// A real function of i < j, evaluated whenever a coupling is read.
    public static Couplings of(int sites, Matrix.Entry beta) {
        return new Couplings(sites, false, (i, j) -> Complex.real(beta.at(i, j)));
    }

    /// A complex function of i < j, evaluated whenever a coupling is read.
    public static Couplings ofComplex(int sites, Matrix.ComplexEntry beta) {
        return new Couplings(sites, true, beta);
    }

    /// ν |i − j|^−α.
    public static Couplings power(int sites, double nu, double alpha) {
        return of(sites, (i, j) -> nu * Math.pow(j - i, -alpha));
    }

    public int sites() {
        return sites;
    }

    public boolean isComplex() {
        return complex;
    }

    /// β(i, j) for i ≠ j.
    ///
    /// @throws IllegalArgumentException if it is NaN or infinite
    public Complex at(int i, int j) {
        Complex value = entry.at(Math.min(i, j), Math.max(i, j));
        if (!Double.isFinite(value.re()) || !Double.isFinite(value.im())) {
            throw new IllegalArgumentException(
                    "Couplings: β(%d, %d) is %s; couplings must be finite (the diagonal is never read)"
                            .formatted(Math.min(i, j), Math.max(i, j), value));
        }
        return value;
    }

    public Couplings times(Complex factor) {
        return new Couplings(
                sites, complex || !factor.isReal(), (i, j) -> entry.at(i, j).times(factor));
    }

    /// The couplings of some sites with some sites, zero where both are the same one.
    Matrix block(List<Integer> rows, List<Integer> columns) {
        return complex
                ? Matrix.generateComplex(
                        rows.size(), columns.size(), (i, j) -> seen(rows.get(i), columns.get(j)))
                : Matrix.generate(
                        rows.size(),
                        columns.size(),
                        (i, j) -> seen(rows.get(i), columns.get(j)).re());
    }

    private Complex seen(int i, int j) {
        return i == j ? Complex.ZERO : at(i, j);
    }

    /// (Σ_{i≠j} |β(i, j)|²)^½.
    public double norm() {
        double norm = 0;
        List<Integer> all = IntStream.range(0, sites).boxed().toList();
        for (int i = 0; i < sites; i++) {
            norm = Math.hypot(norm, block(List.of(i), all.subList(i + 1, sites)).norm());
        }
        return Math.sqrt(2) * norm;
    }
}
