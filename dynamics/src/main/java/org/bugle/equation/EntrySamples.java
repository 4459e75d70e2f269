package org.bugle.equation;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// An m×n matrix G that is never formed: a few of its columns or rows can be made.
interface EntrySamples {
    int rows();

    int cols();

    /// G[I, J].
    Matrix block(List<Integer> rows, List<Integer> columns);

    /// G[:, J], m×|J|.
    Matrix columns(List<Integer> columns);

    /// Gᴴ, whose columns are the rows of G.
    EntrySamples adjoint();

    /// g(Y), or its adjoint.
    record OfFunction(PointwiseFunction g, LowRankMatrix y, boolean isAdjoint)
            implements EntrySamples {
        OfFunction(PointwiseFunction g, LowRankMatrix y) {
            this(g, y, false);
        }

        @Override
        public int rows() {
            return isAdjoint ? y.cols() : y.rows();
        }

        @Override
        public int cols() {
            return isAdjoint ? y.rows() : y.cols();
        }

        @Override
        public Matrix block(List<Integer> rows, List<Integer> columns) {
            return isAdjoint
                    ? image(y.u().rows(columns).times(y.s()), y.v().rows(rows)).adjoint()
                    : image(y.u().rows(rows).times(y.s()), y.v().rows(columns));
        }

        @Override
        public Matrix columns(List<Integer> columns) {
            return isAdjoint
                    ? image(y.u().rows(columns).times(y.s()), y.v()).adjoint()
                    : image(y.u(), y.v().rows(columns).timesAdjoint(y.s()));
        }

        /// g(A Bᴴ).
        private Matrix image(Matrix a, Matrix b) {
            boolean complex = g.isComplex() || a.isComplex() || b.isComplex();
            Buffer block = new Buffer(a.rows(), b.rows(), complex);
            block.product(Op.NONE, a.buffer(), Op.ADJOINT, b.buffer());
            g.apply(block.array(), 0, block.array().length, complex);
            return Matrix.over(block);
        }

        @Override
        public OfFunction adjoint() {
            return new OfFunction(g, y, !isAdjoint);
        }
    }

    /// A function of the indices.
    record OfEntries(int rows, int cols, Matrix.Entry entry) implements EntrySamples {
        @Override
        public Matrix block(List<Integer> rows, List<Integer> columns) {
            return Matrix.generate(
                    rows.size(), columns.size(), (i, j) -> entry.at(rows.get(i), columns.get(j)));
        }

        @Override
        public Matrix columns(List<Integer> columns) {
            return Matrix.generate(rows, columns.size(), (i, j) -> entry.at(i, columns.get(j)));
        }

        @Override
        public OfEntries adjoint() {
            return new OfEntries(/* rows= */ cols, /* cols= */ rows, (i, j) -> entry.at(j, i));
        }
    }

    /// (A − B)/2ε.
    record OfDifference(EntrySamples after, EntrySamples before, double epsilon)
            implements EntrySamples {
        @Override
        public int rows() {
            return after.rows();
        }

        @Override
        public int cols() {
            return after.cols();
        }

        @Override
        public Matrix block(List<Integer> rows, List<Integer> columns) {
            return quotient(after.block(rows, columns), before.block(rows, columns));
        }

        @Override
        public Matrix columns(List<Integer> columns) {
            return quotient(after.columns(columns), before.columns(columns));
        }

        private Matrix quotient(Matrix a, Matrix b) {
            return a.minus(b).times(0.5 / epsilon);
        }

        @Override
        public OfDifference adjoint() {
            return new OfDifference(after.adjoint(), before.adjoint(), epsilon);
        }
    }
}
