package org.bugle.models;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;

/// One Fourier mode of radiation that was isotropic at first. Along its wave vector κ the moments
/// f_l = (−i)^l c_l of f obey a real equation,
///
/// c_l′ = (κ/ε)(a_l c_{l−1} − a_{l+1} c_{l+1}) − (σ/ε²) c_l [l > 0], c(0) = e₀.
///
/// @param moments l = 0 … moments − 1
/// @param speed 1/ε
/// @param collisions σ/ε²
record KineticMode(int moments, double speed, double collisions) {
    /// From so many mean collisions on only the slow mode is left (spec `gap` §4.6a): the others
    /// are below e^{−140} of it, and an exponential by squaring would lose more than two digits.
    private static final double SLOW_ONLY = 200;

    /// A slow mode that decays faster than this rate of collisions is gone too.
    private static final double GONE = -0.3;

    private static final double CONVERGED = 2e-15;
    private static final int ITERATIONS = 200;

    /// Dense exponentials of more moments cost more than Krylov spaces.
    private static final int DENSE = 64;

    /// c(t), moments×1.
    Matrix at(double kappa, double t) {
        Matrix e0 = Matrix.identity(moments, 1);
        if (kappa == 0 || t == 0) {
            return e0;
        }
        if (collisions * t > SLOW_ONLY) {
            Matrix slow = slowMode(kappa * speed / collisions, collisions * t);
            if (slow.isFinite()) {
                return slow;
            }
        }
        Banded generator =
                Banded.generate(
                        moments,
                        1,
                        1,
                        (i, j) ->
                                t
                                        * (i == j
                                                ? i == 0 ? 0 : -collisions
                                                : kappa * speed * skew(i, j)));
        return moments <= DENSE
                ? Expm.of(generator.apply(Matrix.identity(moments))).times(e0)
                : Expmv.ACCURATE.exp(generator, Complex.ONE, e0);
    }

    private static double skew(int i, int j) {
        return (i > j ? 1 : -1) * Legendre.coefficient(Math.max(i, j));
    }

    /// e^{sg} q/(pᵀq) with the right and left eigenvectors q = (1, z), p = (1, ±z) of the
    /// eigenvalue g near 0: ((1 + g) I − x T) z = x a₁ e₁, g = −x a₁ z₁. NaN if g is not found.
    private Matrix slowMode(double x, double s) {
        int rest = moments - 1;
        double a = x * Legendre.coefficient(1);
        Banded t = Banded.generate(rest, 1, 1, (i, j) -> i == j ? 0 : x * skew(i + 1, j + 1));
        Matrix right = Matrix.identity(rest, 1).times(a);
        double g = 0;
        for (int k = 0; k < ITERATIONS; k++) {
            Matrix z = t.resolvent(Complex.real(1 + g)).solve(right);
            double next = -a * z.get(0, 0);
            double change = Math.abs(next - g);
            g = next;
            if (g < GONE) {
                return Matrix.zeros(moments, 1);
            }
            if (change <= CONVERGED * Math.abs(g)) {
                double product = 1; // of the eigenvectors
                for (int i = 0; i < rest; i++) {
                    product += (i % 2 == 0 ? -1 : 1) * z.get(i, 0) * z.get(i, 0);
                }
                return Matrix.vcat(Matrix.identity(1), z).times(Math.exp(s * g) / product);
            }
        }
        return Matrix.generate(moments, 1, (_, _) -> Double.NaN);
    }
}
