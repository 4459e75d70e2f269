package org.bugle.equation;

import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.Basis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Interpolation in the span of W (n×q, orthonormal columns) at rows J, |J| ≥ q: x ≈ W W_J⁺ x_J,
/// where W_J are the rows J of W. It reproduces the span; elsewhere its error is at most √(1 +
/// ‖W_J⁺‖²) times the distance to the span.
///
/// The first rows are the pivots of a QR decomposition of Wᴴ (Q-DEIM, Drmač & Gugercin 2016). When
/// W grows, the pivots of what the old rows do not interpolate are added. Oversampling takes, one
/// after the other, the row of the largest leverage w (W_JᴴW_J)⁻¹ wᴴ, which makes the determinant
/// of W_JᴴW_J as large as one more row can.
public final class Interpolation {
    /// Pivots below this fraction of the first one are rounding.
    private static final double DEPENDENT = 1e-13;

    /// So many rows of the largest leverage are candidates for each that oversampling takes.
    private static final int CANDIDATES = 16;

    private final Matrix basis;
    private final List<Integer> indices;

    private Interpolation(Matrix basis, List<Integer> indices) {
        this.basis = basis;
        this.indices = List.copyOf(indices);
    }

    /// In the span of v at as many rows as it has columns.
    ///
    /// @param v n×q with orthonormal columns
    public static Interpolation of(Matrix v) {
        return new Interpolation(v, pivots(v));
    }

    /// Rows of a that span all of its rows, the most independent ones first.
    static List<Integer> pivots(Matrix a) {
        if (a.cols() == 0 || a.rows() == 0) {
            return List.of();
        }
        Qr qr = Qr.pivoted(a.adjoint());
        int rank = 0;
        double first = qr.r().at(0, 0).abs();
        while (rank < qr.r().rows() && qr.r().at(rank, rank).abs() > DEPENDENT * first) {
            rank++;
        }
        return List.copyOf(qr.permutation().subList(0, rank));
    }

    /// W, n×q; it begins with the basis that this was made of.
    public Matrix basis() {
        return basis;
    }

    /// J, in the order of choice.
    public List<Integer> indices() {
        return indices;
    }

    /// Whether all rows are taken, and nothing is interpolated.
    public boolean isComplete() {
        return indices.size() == basis.rows();
    }

    /// The same in the larger span of W and the columns of x.
    ///
    /// @param x n×k, any
    /// @param drop directions that add less than this are left out; in the norm of x
    /// @param most columns of the result
    public Interpolation grown(Matrix x, double drop, int most) {
        int room = Math.min(most, basis.rows()) - basis.cols();
        Matrix rest = Basis.outside(basis, Basis.outside(basis, x));
        Qr qr = Qr.pivoted(rest);
        int count = 0;
        while (count < Math.min(room, qr.r().rows()) && qr.r().at(count, count).abs() > drop) {
            count++;
        }
        if (count == 0) {
            return this;
        }
        Matrix fresh = Qr.of(Basis.outside(basis, qr.q().columns(0, count))).q();
        Matrix unseen = fresh.minus(basis.times(solve(fresh.rows(indices))));
        Set<Integer> all = new HashSet<>(indices);
        List<Integer> joined = new ArrayList<>(indices);
        for (int i : pivots(unseen)) {
            if (all.add(i)) {
                joined.add(i);
            }
        }
        return new Interpolation(Matrix.hcat(basis, fresh), joined);
    }

    /// The same at more rows.
    public Interpolation oversampled(int extra) {
        int n = basis.rows();
        if (indices.size() + extra >= n) {
            return new Interpolation(basis, IntStream.range(0, n).boxed().toList());
        }
        Matrix triangle = Qr.of(basis.rows(indices)).r();
        // Z = W R⁻¹ has orthonormal rows J; the squares of its other rows are their leverages
        Matrix z = basis.times(Lu.of(triangle).solve(Matrix.identity(basis.cols())));
        Leverage leverage = new Leverage(z, indices, CANDIDATES * extra);
        List<Integer> joined = new ArrayList<>(indices);
        for (int k = 0; k < extra; k++) {
            joined.add(leverage.take());
        }
        return new Interpolation(basis, joined);
    }

    /// W_J⁺ y.
    private Matrix solve(Matrix y) {
        Qr qr = Qr.of(basis.rows(indices));
        return Lu.of(qr.r()).solve(qr.q().adjointTimes(y));
    }

    /// (W_J⁺)ᴴ x, |J|×k for x q×k.
    private Matrix solveAdjoint(Matrix x) {
        Qr qr = Qr.of(basis.rows(indices));
        return qr.q().times(Lu.of(qr.r()).solveAdjoint(x));
    }

    /// N, |J|×p, such that xᴴ V ≈ (x_J)ᴴ N for V = the first p columns of W.
    public Matrix weights(int p) {
        if (isComplete()) {
            return basis.columns(0, p).rows(indices);
        }
        return solveAdjoint(Matrix.identity(basis.cols(), p));
    }

    /// The coefficients W_J⁺ y of y, given at the rows J.
    public Matrix coefficients(Matrix y) {
        return isComplete() ? basis.rows(indices).adjointTimes(y) : solve(y);
    }

    /// ‖W_J⁺‖: what interpolation may do to the part of a vector that is outside of the span.
    public double amplification() {
        var values = Svd.of(basis.rows(indices)).singularValues();
        return values.isEmpty() ? 1 : 1 / Collections.min(values);
    }
}
