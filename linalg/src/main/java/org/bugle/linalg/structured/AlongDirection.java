package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;

/// I⊗A⊗I: an operator along one direction of a grid of several, such as ∂_x = D⊗I and ∂_y = I⊗D on
/// values whose (i, j) stands at i·n_y + j. Its resolvent and exponential are those of A.
///
/// @param outer points of all directions before
/// @param inner points of all directions behind
public record AlongDirection(int outer, Operator operator, int inner) implements Operator, InPlace {
    public AlongDirection {
        if (outer < 1
                || inner < 1
                || (double) outer * operator.rows() * inner > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "AlongDirection: wants at least 1 and at most 2³¹ points, found %d·%d·%d"
                            .formatted(outer, operator.rows(), inner));
        }
    }

    @Override
    public int rows() {
        return outer * operator.rows() * inner;
    }

    @Override
    public int cols() {
        return rows();
    }

    @Override
    public boolean isComplex() {
        return operator.isComplex();
    }

    @Override
    public boolean isHermitian() {
        return operator.isHermitian();
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        requireFit(rows(), rows(), x, y);
        along(x, y, operator::apply);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        requireFit(rows(), rows(), w, y);
        along(w, y, operator::applyAdjoint);
    }

    private interface Action {
        void apply(Buffer x, Buffer y);
    }

    private void along(Buffer x, Buffer y, Action action) {
        int n = operator.rows();
        int others = outer * inner * x.columns();
        if (inner == 1) {
            action.apply(x.reshaped(n, others), y.reshaped(n, others));
            return;
        }
        Buffer last = new Buffer(n, others, x.isComplex());
        transpose(x, inner, n, last);
        Buffer image = new Buffer(n, others, y.isComplex());
        action.apply(last, image);
        transpose(image, n, inner, y);
    }

    /// Every rows×columns block of `from` as columns×rows in `to`.
    private static void transpose(Buffer from, int rows, int columns, Buffer to) {
        int size = rows * columns;
        int blocks = size == 0 ? 0 : from.rows() * from.columns() / size;
        Buffer source = from.reshaped(rows, blocks * columns);
        Buffer target = to.reshaped(columns, blocks * rows);
        for (int k = 0; k < blocks; k++) {
            target.columns(k * rows, (k + 1) * rows)
                    .setTransposed(source.columns(k * columns, (k + 1) * columns), false);
        }
    }

    /// The action of a function of A on a matrix.
    private Matrix along(Matrix x, Operator.Resolvent function) {
        int n = operator.rows();
        int others = outer * inner * x.cols();
        Buffer last = new Buffer(n, others, x.isComplex());
        transpose(x.buffer(), inner, n, last);
        Buffer image = function.solve(Matrix.over(last)).buffer();
        Buffer y = new Buffer(x.rows(), x.cols(), image.isComplex());
        transpose(image, n, inner, y);
        return Matrix.over(y);
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        Resolvent resolvent = operator.resolvent(sigma);
        return x -> along(x, resolvent);
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        return along(x, columns -> operator.exp(tau, columns));
    }

    @Override
    public Matrix exp(double[] tau, Matrix x) {
        return along(x, columns -> operator.exp(tau, columns));
    }

    @Override
    public AlongDirection conjugate() {
        return isComplex() ? new AlongDirection(outer, operator.conjugate(), inner) : this;
    }

    @Override
    public AlongDirection adjoint() {
        return new AlongDirection(outer, operator.adjoint(), inner);
    }
}
