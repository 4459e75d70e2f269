package org.bugle.lowrank;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Products;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Svd;

import java.util.Arrays;
import java.util.List;

/// A matrix Y = U S Vᴴ of low rank, known by its factors; also a linear map. The type promises
/// shapes only: integrators leave U and V with orthonormal columns, and methods that need them say
/// so.
///
/// @param u m×p, the left basis
/// @param s p×q, the core
/// @param v n×q, the right basis
public record LowRankMatrix(Matrix u, Matrix s, Matrix v)
        implements LinearMap, State<LowRankMatrix> {
    /// [#toDense] makes no array of more entries than this.
    public static final long DENSE_LIMIT = 50_000_000;

    /// @throws IllegalArgumentException if the shapes do not fit
    public LowRankMatrix {
        if (u.cols() != s.rows() || s.cols() != v.cols()) {
            throw new IllegalArgumentException(
                    "LowRankMatrix: factors must be m×r, r×r, n×r, found u %s, s %s, v %s"
                            .formatted(shape(u), shape(s), shape(v)));
        }
    }

    private static String shape(Matrix a) {
        return a.rows() + "×" + a.cols();
    }

    /// Y = L Rᴴ for L m×r and R n×r.
    public static LowRankMatrix ofFactors(Matrix left, Matrix right) {
        return new LowRankMatrix(left, Matrix.identity(left.cols()), right);
    }

    /// The best approximation of a dense matrix by the given rule, through its SVD.
    ///
    /// @throws IllegalArgumentException if an entry is NaN or infinite
    public static LowRankMatrix ofDense(Matrix dense, Truncation truncation) {
        Svd svd = Svd.of(dense);
        LowRankMatrix whole = new LowRankMatrix(svd.u(), diagonal(svd.singularValues()), svd.v());
        return truncation.apply(whole).value();
    }

    /// Entries of a function on a grid, truncated; the dense m×n matrix is formed once.
    public static LowRankMatrix ofSamples(
            int rows, int columns, Matrix.Entry entry, Truncation truncation) {
        return ofDense(Matrix.generate(rows, columns, entry), truncation);
    }

    /// The zero matrix of rank 0.
    public static LowRankMatrix zero(int rows, int columns) {
        return ofFactors(Matrix.zeros(rows, 0), Matrix.zeros(columns, 0));
    }

    /// The sum of matrices by joining their factors; the ranks add up.
    public static LowRankMatrix sum(List<LowRankMatrix> terms) {
        LowRankMatrix result = terms.getFirst();
        for (LowRankMatrix term : terms.subList(1, terms.size())) {
            result = result.plus(term);
        }
        return result;
    }

    static Matrix diagonal(List<Double> entries) {
        return Matrix.diagonal(entries.stream().mapToDouble(Double::doubleValue).toArray());
    }

    // ---- shape

    @Override
    public int rows() {
        return u.rows();
    }

    @Override
    public int cols() {
        return v.rows();
    }

    @Override
    public boolean isComplex() {
        return u.isComplex() || s.isComplex() || v.isComplex();
    }

    /// The smaller side of the core: an upper bound of the rank, and the rank after a truncation.
    public int rank() {
        return Math.min(s.rows(), s.cols());
    }

    @Override
    public List<Integer> ranks() {
        return List.of(rank());
    }

    // ---- as a linear map

    @Override
    public Matrix apply(Matrix x) {
        return u.times(s.times(v.adjointTimes(x)));
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return v.times(s.adjointTimes(u.adjointTimes(w)));
    }

    // ---- arithmetic

    /// The sum, of rank at most the sum of the ranks.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    public LowRankMatrix plus(LowRankMatrix b) {
        sameShape("plus", b);
        Matrix core =
                Matrix.block(
                        new Matrix[][] {
                            {s, Matrix.zeros(s.rows(), b.s.cols())},
                            {Matrix.zeros(b.s.rows(), s.cols()), b.s}
                        });
        return new LowRankMatrix(Matrix.hcat(u, b.u), core, Matrix.hcat(v, b.v));
    }

    public LowRankMatrix minus(LowRankMatrix b) {
        return plus(b.times(-1));
    }

    public LowRankMatrix times(double factor) {
        return new LowRankMatrix(u, s.times(factor), v);
    }

    public LowRankMatrix times(Complex factor) {
        return new LowRankMatrix(u, s.times(factor), v);
    }

    /// A Y for a map A: k×m.
    public LowRankMatrix timesLeft(LinearMap a) {
        return new LowRankMatrix(a.apply(u), s, v);
    }

    /// Y B for a map B: n×k.
    public LowRankMatrix timesRight(LinearMap b) {
        return new LowRankMatrix(u, s, b.applyAdjoint(v));
    }

    /// Y X for a thin dense X n×k.
    public Matrix times(Matrix x) {
        return apply(x);
    }

    /// The entrywise product, of rank at most the product of the ranks, by Khatri–Rao products of
    /// the factors.
    public LowRankMatrix hadamard(LowRankMatrix b) {
        sameShape("hadamard", b);
        Matrix left = Products.rowwiseKronecker(u.times(s), b.u.times(b.s));
        Matrix right = Products.rowwiseKronecker(v, b.v);
        return ofFactors(left, right);
    }

    @Override
    public LowRankMatrix adjoint() {
        return new LowRankMatrix(v, s.adjoint(), u);
    }

    @Override
    public LowRankMatrix conjugate() {
        return new LowRankMatrix(u.conjugate(), s.conjugate(), v.conjugate());
    }

    // ---- numbers

    /// ⟨Y, B⟩ = tr(YᴴB).
    public Complex inner(LowRankMatrix b) {
        sameShape("inner", b);
        // tr(V Sᴴ UᴴU_b S_b V_bᴴ) = tr(Sᴴ (UᴴU_b) S_b (V_bᴴV))
        Matrix middle = u.adjointTimes(b.u).times(b.s).times(b.v.adjointTimes(v));
        return s.inner(middle);
    }

    /// The Frobenius norm, through QR decompositions of the factors: no digits are lost to squares.
    @Override
    public double norm() {
        return Qr.of(u).r().times(s).timesAdjoint(Qr.of(v).r()).norm();
    }

    @Override
    public double distance(LowRankMatrix other) {
        return minus(other).norm();
    }

    @Override
    public boolean isFinite() {
        return u.isFinite() && s.isFinite() && v.isFinite();
    }

    /// All singular values, the largest first; those of the core where U and V are orthonormal.
    public List<Double> singularValues() {
        return Svd.of(Qr.of(u).r().times(s).timesAdjoint(Qr.of(v).r())).singularValues();
    }

    /// The same matrix with orthonormal U and V.
    public LowRankMatrix orthonormalized() {
        Qr left = Qr.of(u);
        Qr right = Qr.of(v);
        return new LowRankMatrix(left.q(), left.r().times(s).timesAdjoint(right.r()), right.q());
    }

    /// The same matrix in complex numbers.
    public LowRankMatrix toComplex() {
        return new LowRankMatrix(u.toComplex(), s.toComplex(), v.toComplex());
    }

    /// max(‖UᴴU − I‖, ‖VᴴV − I‖) in the Frobenius norm.
    public double orthonormalityDefect() {
        return Math.max(defect(u), defect(v));
    }

    private static double defect(Matrix basis) {
        return basis.adjointTimes(basis).minus(Matrix.identity(basis.cols())).norm();
    }

    // ---- entries

    public Complex entry(int row, int column) {
        return u.rows(row, row + 1).times(s).timesAdjoint(v.rows(column, column + 1)).at(0, 0);
    }

    /// The dense block of rows `top` ≤ i < `bottom` and columns `left` ≤ j < `right`.
    public Matrix block(int top, int bottom, int left, int right) {
        return u.rows(top, bottom).times(s).timesAdjoint(v.rows(left, right));
    }

    /// The whole matrix, for problems small enough to look at.
    ///
    /// @throws IllegalStateException if it has more than [#DENSE_LIMIT] entries
    public Matrix toDense() {
        if ((long) rows() * cols() > DENSE_LIMIT) {
            throw new IllegalStateException(
                    "LowRankMatrix: a dense %d×%d array has more than %d entries; use block or apply"
                            .formatted(rows(), cols(), DENSE_LIMIT));
        }
        return u.times(s).timesAdjoint(v);
    }

    private void sameShape(String caller, LowRankMatrix b) {
        if (rows() != b.rows() || cols() != b.cols()) {
            throw new IllegalArgumentException(
                    "LowRankMatrix.%s: shapes must agree, found %d×%d and %d×%d"
                            .formatted(caller, rows(), cols(), b.rows(), b.cols()));
        }
    }

    @Override
    public String toString() {
        return "LowRankMatrix %d×%d %s of rank %s"
                .formatted(
                        rows(),
                        cols(),
                        isComplex() ? "complex" : "real",
                        s.rows() == s.cols() ? s.rows() : Arrays.asList(s.rows(), s.cols()));
    }
}
