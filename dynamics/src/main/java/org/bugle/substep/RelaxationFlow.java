package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Scaled;

import java.util.Arrays;
import java.util.Optional;

/// The exact flow of kinetic relaxation in a uniform medium, one exponential a wave number κ: u′ =
/// [−(iκ/ε) A + (σ/ε²)(γ² e₀e₀ᵀ − I) − σ_a] u (spec `gap` §4.6a).
///
/// With s = σh/ε² an exponential by scaling and squaring loses s units of rounding. For large s all
/// but one of its modes are gone by t + h, and that one, with the eigenvalue (σ/ε²) g, is found to
/// full relative accuracy by the fixed point
///
/// z = −ix ((1 + g) I + ixB)⁻¹ a, g = (γ² − 1) − ixA₀₀ − ix aᴴz, x = κε/σ.
record RelaxationFlow(Modes modes, Relaxation relaxation, double scattering, double absorption) {
    /// From this s on only the slow mode is left: the others are below e^{−0.7 s} ≈ 10⁻⁶⁰ of it.
    /// (The spec takes 10⁴, where the exponential has lost four digits.)
    static final double SLOW_ONLY = 200;

    /// A slow mode that decays faster than e^{−0.3 s} ≤ 10⁻²⁶ is gone too.
    private static final double GONE = -0.3;

    /// Relative change of g at which the fixed point has been found.
    private static final double CONVERGED = 2e-15;

    private static final int ITERATIONS = 200;

    /// Exponentials of more rows cost more than Krylov spaces.
    private static final int DENSE_LIMIT = 64;

    /// @return absent where the flow over a time h is not known exactly, or costs too much
    static Optional<RelaxationFlow> of(Relaxation relaxation, double h) {
        if (!(relaxation.medium() instanceof Relaxation.Medium.Uniform(double sigma, double loss))
                || h < 0) {
            return Optional.empty();
        }
        double s = sigma * h / (relaxation.knudsen() * relaxation.knudsen());
        if (s <= SLOW_ONLY && relaxation.angle().size() > DENSE_LIMIT) {
            return Optional.empty();
        }
        return Modes.of(relaxation.derivative(), !relaxation.isComplex())
                .map(modes -> new RelaxationFlow(modes, relaxation, sigma, loss));
    }

    /// Z(t + h) from Z(t).
    Matrix advance(double h, Matrix z) {
        if (z.isComplex() && !relaxation.isComplex()) {
            return z.mapParts(part -> advance(h, part));
        }
        Matrix before = modes.coefficients(z);
        Matrix[] after = new Matrix[before.rows()];
        for (int k = 0; k < after.length; k++) {
            Matrix u = before.rows(k, k + 1).transpose();
            after[k] = advance(modes.waves().get(k, 0), h, u).transpose();
        }
        return modes.values(Matrix.vcat(after)).times(Math.exp(-absorption * h));
    }

    private Matrix advance(double kappa, double h, Matrix u) {
        double epsilon = relaxation.knudsen();
        double s = scattering * h / (epsilon * epsilon);
        if (s > SLOW_ONLY) {
            Optional<Matrix> slow = slowMode(kappa * epsilon / scattering, s, u);
            if (slow.isPresent()) {
                return slow.get();
            }
        }
        return Expm.of(generator(kappa * h / epsilon, s)).times(u);
    }

    /// −iwA + s (γ² e₀e₀ᵀ − I).
    private Matrix generator(double w, double s) {
        Angle angle = relaxation.angle();
        double[] relaxing = new double[angle.size()];
        Arrays.fill(relaxing, -s);
        relaxing[0] = s * angle.defect();
        return Matrix.diagonal(relaxing).plus(new Complex(0, -w), angle.dense());
    }

    /// e^{sg} q (pᴴu)/(pᴴq) with the right and left eigenvectors q = (1; z), p of the slow mode;
    /// absent if the fixed point is not found.
    private Optional<Matrix> slowMode(double x, double s, Matrix u) {
        Angle angle = relaxation.angle();
        Matrix a = angle.coupling();
        Complex minusIx = new Complex(0, -x);
        Complex rest = new Complex(angle.defect(), -x * angle.first());
        Scaled b = new Scaled(minusIx, angle.rest());
        Complex g = Complex.ZERO;
        for (int i = 0; i < ITERATIONS; i++) {
            Complex shift = g.plus(Complex.ONE);
            Matrix z = b.resolvent(shift).solve(a).times(minusIx);
            Complex next = rest.plus(minusIx.times(a.inner(z)));
            double change = next.minus(g).abs();
            g = next;
            if (g.re() < GONE) {
                return Optional.of(u.times(0));
            }
            if (change <= CONVERGED * g.abs()) {
                Matrix q = Matrix.vcat(Matrix.identity(1), z);
                // A is Hermitian: the left eigenvector solves the adjoint equation
                Matrix left = b.adjoint().resolvent(shift.conjugate()).solve(a);
                Matrix p = Matrix.vcat(Matrix.identity(1), left.times(minusIx.conjugate()));
                Complex weight = p.inner(u).over(p.inner(q)).times(g.times(s).exp());
                return Optional.of(q.times(weight));
            }
        }
        return Optional.empty();
    }
}
