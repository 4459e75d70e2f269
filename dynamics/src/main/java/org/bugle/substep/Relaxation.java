package org.bugle.substep;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Sparse;

import java.util.stream.IntStream;

/// Kinetic relaxation for Z, space × angle (p×q), in coordinates of the angle whose first is the
/// density:
///
/// Z′ = −(1/ε) D Z Aᵀ + (1/ε²) Σ_s Z (γ² e₀e₀ᵀ − I) − Σ_a Z + γ Q e₀ᵀ.
///
/// @param derivative D, p×p
/// @param knudsen ε > 0
public record Relaxation(LinearMap derivative, double knudsen, Medium medium, Angle angle) {
    /// What the particles meet.
    public sealed interface Medium {
        boolean isComplex();

        /// The same as profiles on p places.
        Varying varying(int p);

        /// The same numbers everywhere, and no source.
        record Uniform(double scattering, double absorption) implements Medium {
            @Override
            public boolean isComplex() {
                return false;
            }

            @Override
            public Varying varying(int p) {
                return new Varying(
                        diagonal(p, scattering), diagonal(p, absorption), Matrix.zeros(p, 1));
            }

            private static Sparse diagonal(int p, double value) {
                return Sparse.of(
                        p,
                        p,
                        IntStream.range(0, p)
                                .mapToObj(i -> new Sparse.Entry(i, i, value))
                                .toList());
            }
        }

        /// Profiles of Σ_s and Σ_a, p×p, and the source Q, p×1.
        record Varying(Sparse scattering, Sparse absorption, Matrix source) implements Medium {
            @Override
            public boolean isComplex() {
                return scattering.isComplex() || absorption.isComplex() || source.isComplex();
            }

            @Override
            public Varying varying(int p) {
                return this;
            }
        }
    }

    boolean isComplex() {
        return derivative.isComplex() || medium.isComplex() || angle.isComplex();
    }
}
