package org.bugle.substep;

import org.bugle.linalg.Matrix;

import java.util.Optional;

/// Stage equations of kinetic relaxation, θ (Z − R) = G(Z), in the unknowns (u₀, w) with Z = (u₀,
/// εw), density and flux/ε. No coefficient is of order 1/ε or 1/ε², so no digits are lost in the
/// diffusion limit:
///
/// | row      | equation                                                          |
/// |----------|-------------------------------------------------------------------|
/// | density  | (θ + Σ_a + ((1 − γ²)/ε²) Σ_s + (A₀₀/ε) D) u₀ + D w ā = θ R₀ + γ Q |
/// | the rest | (ε²θ + Σ_s + ε²Σ_a) w + ε D w Bᵀ + D u₀ aᵀ = ε θ R₁               |
record RelaxationStages(RelaxationOde ode, Relaxation relaxation, double theta, ScaledSolver solver)
        implements StageSolver {
    /// Solves for (u₀, w), p×q, from the right-hand sides above.
    @FunctionalInterface
    interface ScaledSolver {
        Matrix solve(Matrix rightHandSide);
    }

    /// One wave number at a time in a uniform medium, else by a factorisation of the whole, or by
    /// GMRES where that would be large and full.
    static RelaxationStages of(RelaxationOde ode, double theta) {
        Relaxation relaxation = ode.relaxation();
        Optional<ScaledSolver> uniform =
                relaxation.medium() instanceof Relaxation.Medium.Uniform(double s, double a)
                        ? UniformStages.of(relaxation, theta, s, a)
                        : Optional.empty();
        return new RelaxationStages(
                ode,
                relaxation,
                theta,
                uniform.orElseGet(() -> AssembledStages.of(relaxation, theta)));
    }

    @Override
    public Matrix solve(double t, Matrix r) {
        Matrix known = scaled(ode.turned(relaxation, r), theta, theta * relaxation.knudsen());
        if (relaxation.medium() instanceof Relaxation.Medium.Varying varying) {
            Matrix source = varying.source().times(relaxation.angle().gamma());
            known = known.plus(source.times(Matrix.identity(1, known.cols())));
        }
        boolean promoted = known.isComplex() && !relaxation.isComplex();
        Matrix z = promoted ? known.mapParts(solver::solve) : solver.solve(known);
        return ode.turnedBack(relaxation, scaled(z, 1, relaxation.knudsen()));
    }

    private static Matrix scaled(Matrix z, double first, double rest) {
        return Matrix.hcat(z.columns(0, 1).times(first), z.columns(1, z.cols()).times(rest));
    }
}
