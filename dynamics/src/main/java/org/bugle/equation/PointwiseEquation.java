package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// Y′ = g(Y), entry by entry, for a polynomial g(y) = c · Σ_k a_k |y|^{2 p_k} y^{q_k}, evaluated
/// exactly: entries are made in blocks of rows, used and forgotten, so that memory stays O(block ·
/// n) while the work is O(m n r).
public record PointwiseEquation(List<Monomial> monomials) implements MatrixEquation {
    /// a |y|^{2p} y^q with a complex coefficient a.
    public record Monomial(double re, double im, int modulusPower, int power) {
        /// a y^q.
        public static Monomial real(double coefficient, int power) {
            return new Monomial(coefficient, 0, 0, power);
        }
    }

    /// Entries of a block of rows that is dense for a moment.
    private static final int BLOCK_ENTRIES = 1 << 16;

    public PointwiseEquation {
        monomials = List.copyOf(monomials);
    }

    @Override
    public boolean isComplex() {
        return monomials.stream().anyMatch(term -> term.im() != 0);
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return new Image(this, y);
    }

    /// g at every number of a buffer, in place; a real buffer stays real.
    private void apply(Buffer block) {
        double[] array = block.array();
        if (block.isComplex()) {
            for (int i = 0; i < array.length; i += 2) {
                applyComplex(array, i);
            }
        } else {
            for (int i = 0; i < array.length; i++) {
                double y = array[i];
                double sum = 0;
                for (Monomial term : monomials) {
                    sum += term.re * power(y, 2 * term.modulusPower + term.power);
                }
                array[i] = sum;
            }
        }
    }

    private void applyComplex(double[] array, int at) {
        double re = array[at];
        double im = array[at + 1];
        double sumRe = 0;
        double sumIm = 0;
        for (Monomial term : monomials) {
            double valueRe = 1;
            double valueIm = 0;
            for (int k = 0; k < term.power; k++) {
                double next = valueRe * re - valueIm * im;
                valueIm = valueRe * im + valueIm * re;
                valueRe = next;
            }
            double modulus = power(re * re + im * im, term.modulusPower);
            sumRe += modulus * (term.re * valueRe - term.im * valueIm);
            sumIm += modulus * (term.re * valueIm + term.im * valueRe);
        }
        array[at] = sumRe;
        array[at + 1] = sumIm;
    }

    private static double power(double y, int exponent) {
        double result = 1;
        for (int k = 0; k < exponent; k++) {
            result *= y;
        }
        return result;
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
            equation.apply(block);
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
