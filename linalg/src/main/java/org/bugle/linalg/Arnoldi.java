package org.bugle.linalg;

import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

/// An orthonormal basis v₀, v₁, … of the Krylov space of a linear function F on blocks, built block
/// by block: F(V_m) = V_{m+1} H with H (m+1)×m upper Hessenberg, by classical Gram–Schmidt done
/// twice. For a Hermitian F only the last two vectors are taken off (Lanczos).
final class Arnoldi {
    /// A remainder below this fraction of F(v) is rounding of the two passes: the space is
    /// invariant.
    private static final double INVARIANT = 10 * Math.ulp(1.0);

    private static final int FIRST_CAPACITY = 8;

    private final BlockOperator function;
    private final int rows;
    private final int columns;
    private final Buffer hessenberg;
    private Buffer basis; // one column of rows·columns numbers a basis block
    private int size; // columns of H that are known

    /// @param start the first block, not zero, of norm `norm`
    Arnoldi(BlockOperator function, Buffer start, double norm, int largest) {
        this.function = function;
        rows = start.rows();
        columns = start.columns();
        boolean complex = function.isComplex() || start.isComplex();
        hessenberg = new Buffer(largest + 1, largest, complex);
        basis = new Buffer(rows * columns, Math.min(largest + 1, FIRST_CAPACITY), complex);
        vector(0).set(start.reshaped(rows * columns, 1)).scale(1 / norm);
    }

    int size() {
        return size;
    }

    private Buffer vector(int index) {
        return basis.columns(index, index + 1);
    }

    /// Adds one column to H and one block to the basis; returns the norm h_{m+1,m} of the
    /// remainder, 0 where the space is invariant.
    ///
    /// @throws ArithmeticException if F(v) is not finite
    double extend() {
        int m = size;
        if (m + 1 == basis.columns()) {
            int capacity = Math.min(hessenberg.rows(), 2 * basis.columns());
            Buffer larger = new Buffer(basis.rows(), capacity, basis.isComplex());
            larger.columns(0, m + 1).set(basis);
            basis = larger;
        }
        Buffer next = vector(m + 1);
        function.action().apply(vector(m).reshaped(rows, columns), next.reshaped(rows, columns));
        double before = next.norm();
        if (!Double.isFinite(before)) {
            throw new ArithmeticException(
                    "Krylov: the image of basis block %d (%d×%d) is not finite"
                            .formatted(m, rows, columns));
        }
        int from = function.isHermitian() ? Math.max(0, m - 1) : 0;
        for (int pass = 0; pass < 2; pass++) {
            Buffer old = basis.columns(from, m + 1);
            Buffer parts = new Buffer(m + 1 - from, 1, basis.isComplex());
            parts.product(Op.ADJOINT, old, Op.NONE, next);
            next.addProduct(-1, Op.NONE, old, Op.NONE, parts);
            add(parts, from, m);
        }
        double remainder = next.norm();
        size++;
        if (remainder <= INVARIANT * before) {
            return 0;
        }
        next.scale(1 / remainder);
        hessenberg.array()[(m * hessenberg.rows() + m + 1) * hessenberg.width()] = remainder;
        return remainder;
    }

    private void add(Buffer parts, int row, int column) {
        int start = (column * hessenberg.rows() + row) * hessenberg.width();
        for (int i = 0; i < parts.array().length; i++) {
            hessenberg.array()[start + i] += parts.array()[i];
        }
    }

    /// The first `height` rows of the known columns of H.
    Matrix projection(int height) {
        return Matrix.over(hessenberg).block(0, height, 0, size);
    }

    /// Y ← Y + the combination of the first basis blocks with these coefficients (k×1).
    void addCombination(Matrix coefficients, Buffer y) {
        y.reshaped(rows * columns, 1)
                .addProduct(
                        1,
                        Op.NONE,
                        basis.columns(0, coefficients.rows()),
                        Op.NONE,
                        coefficients.buffer());
    }
}
