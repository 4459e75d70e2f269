package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// Y′ = g(Y), entry by entry, evaluated exactly: entries are made in blocks of rows, used and
/// forgotten, so that memory stays O(block · n) while the work is O(m n r).
public record PointwiseEquation(PointwiseFunction function) implements MatrixEquation {
    /// Entries of a block of rows that is dense for a moment.
    private static final int BLOCK_ENTRIES = 1 << 16;

    /// A polynomial g.
    public PointwiseEquation(Polynomial.Monomial... monomials) {
        this(new Polynomial(List.of(monomials)));
    }

    @Override
    public boolean isComplex() {
        return function.isComplex();
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return new Image(this, y);
    }

    /// g(Y) by its actions.
    private record Image(PointwiseEquation equation, LowRankMatrix y) implements LinearMap {
        @Override
        public int rows() {
            return y.rows();
        }

        @Override
        public int cols() {
            return y.cols();
        }

        @Override
        public boolean isComplex() {
            return equation.isComplex() || y.isComplex();
        }

        private int blockRows() {
            return Math.clamp(BLOCK_ENTRIES / Math.max(1, cols()), 1, Math.max(1, rows()));
        }

        private int blocks() {
            return Math.ceilDiv(rows(), blockRows());
        }

        /// g of the rows of a block, dense.
        private Matrix block(Matrix left, int index) {
            int from = index * blockRows();
            int to = Math.min(rows(), from + blockRows());
            Buffer block = new Buffer(to - from, cols(), isComplex());
            block.product(Op.NONE, left.rows(from, to).buffer(), Op.ADJOINT, y.v().buffer());
            equation.function.apply(block.array(), 0, block.array().length, block.isComplex());
            return Matrix.over(block);
        }

        @Override
        public Matrix apply(Matrix x) {
            Matrix left = y.u().times(y.s());
            Matrix[] parts = new Matrix[blocks()];
            Parallel.forEach(parts.length, i -> parts[i] = block(left, i).times(x));
            return parts.length == 0 ? Matrix.zeros(0, x.cols()) : Matrix.vcat(parts);
        }

        @Override
        public Matrix applyAdjoint(Matrix w) {
            Matrix left = y.u().times(y.s());
            Buffer result = new Buffer(cols(), w.cols(), isComplex() || w.isComplex());
            for (int i = 0; i < blocks(); i++) { // summed in order
                Matrix dense = block(left, i);
                int from = i * blockRows();
                Matrix rows = w.rows(from, from + dense.rows());
                result.addProduct(1, Op.ADJOINT, dense.buffer(), Op.NONE, rows.buffer());
            }
            return Matrix.over(result);
        }
    }
}
