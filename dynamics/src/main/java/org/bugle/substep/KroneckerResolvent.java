package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Schur;
import org.bugle.linalg.Sylvester;
import org.bugle.linalg.structured.Dense;

import java.util.ArrayList;
import java.util.List;

/// Solves σ X − A X − X Mᵀ = B for many B, with factorisations made once: through two Schur forms
/// where A is small and dense, else column by column through resolvents of A shifted by the
/// eigenvalues of M.
interface KroneckerResolvent {
    Matrix solve(Matrix b);

    static KroneckerResolvent of(KroneckerForm form, double sigma) {
        if (form.a() instanceof Dense dense) {
            Matrix left = Matrix.identity(dense.rows()).times(sigma).minus(dense.matrix());
            return Sylvester.of(left, form.m().transpose().negate())::solve;
        }
        return ByColumns.of(form, sigma);
    }

    /// With Mᵀ = Q T Qᴴ and Z = X Q, column j of σ Z − A Z − Z T = B Q is ((σ − T_jj) I − A) z_j =
    /// (B Q)_j
    /// + Σ_{i<j} z_i T_ij.
    record ByColumns(Schur schur, List<Operator.Resolvent> resolvents, boolean real)
            implements KroneckerResolvent {
        static ByColumns of(KroneckerForm form, double sigma) {
            Schur schur = Schur.of(form.m().transpose());
            List<Operator.Resolvent> resolvents = new ArrayList<>();
            for (int j = 0; j < form.m().rows(); j++) {
                Complex shift = Complex.real(sigma).minus(schur.t().at(j, j));
                resolvents.add(form.a().resolvent(shift));
            }
            return new ByColumns(schur, resolvents, !form.isComplex());
        }

        @Override
        public Matrix solve(Matrix b) {
            Matrix right = b.times(schur.q());
            Matrix[] z = new Matrix[resolvents.size()];
            for (int j = 0; j < z.length; j++) {
                Matrix column = right.columns(j, j + 1);
                for (int i = 0; i < j; i++) {
                    column = column.plus(schur.t().at(i, j), z[i]);
                }
                z[j] = resolvents.get(j).solve(column);
            }
            Matrix x = z.length == 0 ? b : Matrix.hcat(z).timesAdjoint(schur.q());
            return real && !b.isComplex() ? x.real() : x;
        }
    }
}
