package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Orthonormal bases: m×r matrices with orthonormal columns.
public final class Basis {
    /// Below this fraction of its own norm, a column's part outside the span is rounding of the two
    /// Gram–Schmidt passes.
    public static final double DEPENDENT = 1e-13;

    private Basis() {}

    /// [#augment(Matrix, Matrix, double)] with the default rule [#DEPENDENT].
    public static Matrix augment(Matrix u0, Matrix k) {
        return augment(u0, k, DEPENDENT);
    }

    /// An orthonormal basis [u0, ũ] of the span of u0 and k together, with u0 as its first columns
    /// to the bit. A direction of k is dropped when what it adds to the span is not above `drop`
    /// times the norm of its column, so zero-sized and rank-deficient k are legal; `drop` = 0 keeps
    /// all that is not exactly dependent. The result has at most m columns.
    ///
    /// @param u0 m×r with orthonormal columns
    /// @param k m×p, any
    /// @throws IllegalArgumentException if the heights differ or `drop` is not in [0, 1)
    public static Matrix augment(Matrix u0, Matrix k, double drop) {
        if (!(drop >= 0 && drop < 1)) {
            throw new IllegalArgumentException(
                    "Basis: drop must be in [0, 1), found %s".formatted(drop));
        }
        return augment(u0, k, column -> drop * k.columns(column, column + 1).norm());
    }

    /// [#augment(Matrix, Matrix, double)] with one absolute threshold for all columns: a direction
    /// is dropped when what it adds to the span is not above `smallest`.
    ///
    /// @throws IllegalArgumentException if the heights differ or `smallest` is negative or NaN
    public static Matrix augmentAbove(Matrix u0, Matrix k, double smallest) {
        if (!(smallest >= 0)) {
            throw new IllegalArgumentException(
                    "Basis: the smallest direction must not be negative, found " + smallest);
        }
        return augment(u0, k, _ -> smallest);
    }

    private static Matrix augment(Matrix u0, Matrix k, IntToDoubleFunction smallest) {
        Matrix remainder = outside(u0, outside(u0, k));
        Qr qr = Qr.pivoted(remainder);
        List<Integer> kept = new ArrayList<>();
        for (int j = 0; j < Math.min(qr.r().rows(), u0.rows() - u0.cols()); j++) {
            int column = qr.permutation().get(j);
            if (qr.r().at(j, j).abs() > smallest.applyAsDouble(column)) {
                kept.add(j);
            }
        }
        Matrix fresh = qr.q().columns(kept.stream().mapToInt(Integer::intValue).toArray());
        if (kept.isEmpty()) {
            return k.isComplex() && !u0.isComplex() ? u0.toComplex() : u0;
        }
        // the small columns of the triangle carry the rounding of the large ones back into u0
        return Matrix.hcat(u0, Qr.ofNearlyOrthonormal(outside(u0, fresh)).q());
    }

    /// The part of k outside the span of u: k − u uᴴ k.
    public static Matrix outside(Matrix u, Matrix k) {
        return k.minus(u.times(u.adjointTimes(k)));
    }

    /// An orthonormal basis of the columns of k by QR; of as many columns as k has (at most m),
    /// some of them arbitrary where k is rank-deficient.
    public static Matrix of(Matrix k) {
        return Qr.of(k).q();
    }
}
