package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Operator.Resolvent;
import org.bugle.linalg.Schur;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

import java.util.List;
import java.util.stream.IntStream;

/// Solves σX − B X − X Aᵀ = C through A = Q T Qᴴ, T upper triangular (diagonal with real or complex
/// Q if A is Hermitian): in X Q̄ the columns decouple, from the last one backwards, into resolvents
/// of B at σ − T_jj.
///
/// @param inner rows of B
/// @param real whether a real C has a real solution
/// @param shifted the resolvents of B, one a column
record KroneckerResolvent(
        Matrix q, Matrix t, int inner, boolean diagonal, boolean real, List<Resolvent> shifted) {
    static KroneckerResolvent of(Operator a, Operator b, Complex sigma) {
        Matrix dense = a.apply(Matrix.identity(a.rows()));
        Matrix q;
        Matrix t;
        if (a.isHermitian()) {
            Eigen.Hermitian eigen = Eigen.hermitian(dense);
            q = eigen.vectors();
            t = Matrix.generate(a.rows(), a.rows(), (i, j) -> i == j ? eigen.values().get(i) : 0);
        } else {
            Schur schur = Schur.of(dense);
            q = schur.q();
            t = schur.t();
        }
        return new KroneckerResolvent(
                q,
                t,
                b.rows(),
                a.isHermitian(),
                !a.isComplex() && !b.isComplex() && sigma.isReal(),
                IntStream.range(0, a.rows())
                        .mapToObj(j -> b.resolvent(sigma.minus(t.at(j, j))))
                        .toList());
    }

    /// X for C given as (n_b k)×n_a, k independent blocks of n_b rows.
    Matrix solve(Matrix c, int blocks) {
        Matrix mixed = c.times(q.conjugate());
        int n = q.rows();
        Matrix[] solved = new Matrix[n];
        Buffer known = mixed.buffer();
        for (int j = n - 1; j >= 0; j--) {
            Buffer column = known.columns(j, j + 1);
            if (!diagonal && j + 1 < n) {
                column.addProduct(
                        1,
                        Op.NONE,
                        known.columns(j + 1, n),
                        Op.TRANSPOSE,
                        t.block(j, j + 1, j + 1, n).buffer());
            }
            Matrix right = Matrix.over(column.reshaped(inner, blocks));
            Matrix block = shifted.get(j).solve(right);
            solved[j] = Matrix.over(block.buffer().reshaped(c.rows(), 1));
            if (!diagonal) {
                column.set(solved[j].buffer());
            }
        }
        Matrix solution = n == 0 ? c : Matrix.hcat(solved).timesTranspose(q);
        return real && !c.isComplex() ? solution.real() : solution;
    }
}
