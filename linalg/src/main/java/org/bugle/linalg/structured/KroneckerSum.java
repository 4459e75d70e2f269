package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;

/// A⊗I + I⊗B on vectors of n_a·n_b numbers, such as the values on a grid of two directions: the
/// number at (i, j) stands at i·n_b + j, A acts on i and B on j. e^{τ(A⊗I + I⊗B)} = e^{τA}⊗e^{τB};
/// the resolvent decouples through the Schur form of the smaller part (at most 512) into resolvents
/// of the other one at shifted σ, and is iterative where both are larger.
public record KroneckerSum(Operator a, Operator b) implements Iterative {
    public KroneckerSum {
        if ((long) a.rows() * b.rows() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "KroneckerSum: %d·%d unknowns are too many".formatted(a.rows(), b.rows()));
        }
    }

    @Override
    public int rows() {
        return a.rows() * b.rows();
    }

    @Override
    public int cols() {
        return rows();
    }

    @Override
    public boolean isComplex() {
        return a.isComplex() || b.isComplex();
    }

    @Override
    public boolean isHermitian() {
        return a.isHermitian() && b.isHermitian();
    }

    @Override
    public Matrix apply(Matrix x) {
        LinearMap.requireRows("KroneckerSum", rows(), x.rows());
        Matrix inner = reshaped(b.apply(innerFirst(x)), rows(), x.cols());
        return inner.plus(outerLast(a.apply(outerFirst(x)), x.cols()));
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return adjoint().apply(w);
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        LinearMap.requireRows("KroneckerSum", rows(), x.rows());
        Matrix inner = reshaped(b.exp(tau, innerFirst(x)), rows(), x.cols());
        return outerLast(a.exp(tau, outerFirst(inner)), x.cols());
    }

    /// X with j as rows: n_b×(n_a k), the same numbers in the same order.
    private Matrix innerFirst(Matrix x) {
        return reshaped(x, b.rows(), a.rows() * x.cols());
    }

    /// X with i as rows: n_a×(n_b k).
    private Matrix outerFirst(Matrix x) {
        return swapped(x, b.rows(), a.rows(), x.cols()).transpose();
    }

    /// Back from [#outerFirst].
    private Matrix outerLast(Matrix x, int columns) {
        return reshaped(swapped(x.transpose(), b.rows(), columns, a.rows()), rows(), columns);
    }

    /// An array of shape (inner, p, q) as (inner·q)×p, the last two indices swapped.
    private static Matrix swapped(Matrix x, int inner, int p, int q) {
        Buffer from = x.buffer();
        Buffer to = new Buffer(inner * q, p, x.isComplex());
        int length = inner * to.width();
        for (int j = 0; j < q; j++) {
            for (int i = 0; i < p; i++) {
                System.arraycopy(
                        from.array(),
                        from.start() + (j * p + i) * length,
                        to.array(),
                        (i * q + j) * length,
                        length);
            }
        }
        return Matrix.over(to);
    }

    private static Matrix reshaped(Matrix x, int rows, int columns) {
        return Matrix.over(x.buffer().reshaped(rows, columns));
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        int outer = a.rows();
        int inner = b.rows();
        if (Math.min(outer, inner) > DENSE_LIMIT) {
            return Iterative.super.resolvent(sigma);
        }
        if (outer <= inner) {
            KroneckerResolvent resolvent = KroneckerResolvent.of(a, b, sigma);
            return x -> {
                LinearMap.requireRows("KroneckerSum", rows(), x.rows());
                Matrix solution = resolvent.solve(swapped(x, inner, outer, x.cols()), x.cols());
                return reshaped(swapped(solution, inner, x.cols(), outer), rows(), x.cols());
            };
        }
        KroneckerResolvent resolvent = KroneckerResolvent.of(b, a, sigma);
        return x -> {
            LinearMap.requireRows("KroneckerSum", rows(), x.rows());
            int k = x.cols();
            // (n_a k)×n_b from n_a×(n_b k)
            Matrix block = swapped(outerFirst(x), outer, inner, k);
            return outerLast(
                    reshaped(swapped(resolvent.solve(block, k), outer, k, inner), outer, inner * k),
                    k);
        };
    }

    @Override
    public KroneckerSum conjugate() {
        return isComplex() ? new KroneckerSum(a.conjugate(), b.conjugate()) : this;
    }

    @Override
    public KroneckerSum adjoint() {
        return new KroneckerSum(a.adjoint(), b.adjoint());
    }
}
