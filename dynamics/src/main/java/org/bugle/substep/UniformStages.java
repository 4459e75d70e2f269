package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Scaled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stage equations of kinetic relaxation in a uniform medium: for each wave D = iκ, with all
/// but the density eliminated.
record UniformStages(Modes modes, List<Wave> waves) implements RelaxationStages.ScaledSolver {
    /// @return absent where the waves of D are not at hand
    static Optional<RelaxationStages.ScaledSolver> of(
            Relaxation relaxation, double theta, double scattering, double absorption) {
        return Modes.of(relaxation.derivative(), !relaxation.isComplex())
                .map(modes -> {
                    List<Wave> waves = new ArrayList<>();
                    for (int k = 0; k < modes.waves().rows(); k++) {
                        double kappa = modes.waves().get(k, 0);
                        waves.add(Wave.of(relaxation, kappa, theta + absorption, scattering));
                    }
                    return new UniformStages(modes, waves);
                });
    }

    @Override
    public Matrix solve(Matrix rightHandSide) {
        Matrix b = modes.coefficients(rightHandSide);
        Matrix[] z = new Matrix[b.rows()];
        for (int k = 0; k < z.length; k++) {
            z[k] = waves.get(k).solve(b.rows(k, k + 1).transpose()).transpose();
        }
        return modes.values(Matrix.vcat(z));
    }

    /// p u₀ + iκ aᴴw = b₀, T w + iκ a u₀ = b₁.
    ///
    /// @param eliminated T⁻¹ a
    /// @param pivot p + κ² aᴴT⁻¹a
    private record Wave(
            Complex transport,
            Matrix coupling,
            Operator.Resolvent rest,
            Matrix eliminated,
            Complex pivot) {
        static Wave of(Relaxation relaxation, double kappa, double theta, double scattering) {
            Angle angle = relaxation.angle();
            double epsilon = relaxation.knudsen();
            Matrix a = angle.coupling();
            Operator.Resolvent rest =
                    new Scaled(new Complex(0, -kappa * epsilon), angle.rest())
                            .resolvent(Complex.real(epsilon * epsilon * theta + scattering));
            Matrix eliminated = rest.solve(a);
            double missed = -angle.defect() * scattering / (epsilon * epsilon);
            Complex pivot =
                    new Complex(theta + missed, kappa * angle.first() / epsilon)
                            .plus(a.inner(eliminated).times(kappa * kappa));
            return new Wave(new Complex(0, kappa), a, rest, eliminated, pivot);
        }

        Matrix solve(Matrix b) {
            Matrix known = rest.solve(b.rows(1, b.rows()));
            Complex density = b.at(0, 0).minus(transport.times(coupling.inner(known))).over(pivot);
            Matrix w = known.plus(transport.times(density).negate(), eliminated);
            return Matrix.vcat(Matrix.identity(1).times(density), w);
        }
    }
}
