package org.bugle.neural.plain;

import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

/// A matrix in row-major order inside an array of doubles.
///
/// What is row-major here is the column-major transpose to [Buffer], so that C = A B is asked of it
/// as Cᵀ = Bᵀ Aᵀ, and nothing is copied.
final class RowMajor {
    private final Buffer transposed;

    private RowMajor(Buffer transposed) {
        this.transposed = transposed;
    }

    /// The rows from the `start`-th entry on, where that is a multiple of a row.
    static RowMajor of(double[] entries, int start, int rows, int columns) {
        int first = columns == 0 ? 0 : start / columns;
        int all = columns == 0 ? rows : entries.length / columns;
        Buffer whole = Buffer.wrap(columns, all, false, entries);
        return new RowMajor(whole.columns(first, first + rows));
    }

    /// This ← A B, whatever was here.
    void set(RowMajor a, RowMajor b) {
        transposed.product(Op.NONE, b.transposed, Op.NONE, a.transposed);
    }

    /// This ← Aᵀ B, whatever was here.
    void setTransposeTimes(RowMajor a, RowMajor b) {
        transposed.product(Op.NONE, b.transposed, Op.TRANSPOSE, a.transposed);
    }

    /// This ← this + A B.
    void add(RowMajor a, RowMajor b) {
        transposed.addProduct(1, Op.NONE, b.transposed, Op.NONE, a.transposed);
    }

    /// This ← this + A Bᵀ.
    void addTimesTranspose(RowMajor a, RowMajor b) {
        transposed.addProduct(1, Op.TRANSPOSE, b.transposed, Op.NONE, a.transposed);
    }

    /// This ← this + Aᵀ B.
    void addTransposeTimes(RowMajor a, RowMajor b) {
        transposed.addProduct(1, Op.NONE, b.transposed, Op.TRANSPOSE, a.transposed);
    }
}
