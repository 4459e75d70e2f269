package org.bugle.app.papers;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.method.Objective;
import org.bugle.neural.weight.Gradient;

import java.util.ArrayList;
import java.util.List;

/// Explicit Euler for the equations of motion of Tucker factors, C′ = −G ×_i U_iᵀ and U_i′ = −(I −
/// U_iU_iᵀ) M_i Mat_i(C)⁺, with bases orthonormalised after each step. It is stiff where the core
/// has small singular values: what TDLRT is compared with, and nothing to train with.
final class TuckerProjectedEuler {
    /// Singular values below this part of the largest are zero in a pseudo-inverse, as in NumPy.
    private static final double ZERO = 1e-15;

    private TuckerProjectedEuler() {}

    /// @throws ArithmeticException if an entry is not finite
    static Tucker run(Objective objective, Tucker start, double rate, int steps) {
        Tucker y = start;
        for (int k = 0; k < steps; k++) {
            y = step(objective, y, rate);
            if (!y.isFinite() || !Double.isFinite(y.core().norm())) {
                throw new ArithmeticException("the core overflows in step " + (k + 1));
            }
        }
        return y;
    }

    private static Tucker step(Objective objective, Tucker y, double rate) {
        Array g = TuckerRun.gradient(objective, Array.of(y.toDense()));
        Gradient.OfFactors seen = Gradient.OfFactors.ofAll(g, TuckerRun.kernel(y));
        List<Matrix> bases = new ArrayList<>();
        for (int i = 0; i < y.modes(); i++) {
            Matrix u = y.bases().get(i);
            Matrix slope =
                    Basis.outside(u, seen.modes().get(i)).times(pseudoInverse(y.core().unfold(i)));
            bases.add(u.plus(-rate, slope));
        }
        Tensor core = y.core().plus(seen.core().times(-rate));
        return new Tucker(core, bases).orthonormalized();
    }

    private static Matrix pseudoInverse(Matrix a) {
        Svd svd = Svd.of(a);
        List<Double> sigma = svd.singularValues();
        double[] inverse =
                sigma.stream().mapToDouble(s -> s > ZERO * sigma.getFirst() ? 1 / s : 0).toArray();
        return svd.v().times(Matrix.diagonal(inverse)).timesAdjoint(svd.u());
    }
}
