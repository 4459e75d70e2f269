package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.linalg.LinearMap;

/// How the intrinsic acceleration `𝒜 = Π(Y)(∂_tF + D_YF[G]) + W_Y(G, F)` of the projected flow Y′
/// = G(t, Y) = Π(Y)F(t, Y) is computed: the tangential part of Y″.
public sealed interface Acceleration {
    /// From the derivative of F along the flow, and the Weingarten map for the part of F that is
    /// normal: two more actions of F, one derivative.
    record Analytic() implements Acceleration {}

    /// (Π(Y)G(t + ε, R_Y(εG)) − G(t, Y)) / ε with ε = fraction · h: one more F, no derivative. Its
    /// relative error is O(ε).
    ///
    /// @param fraction of the step; 1e-6 balances truncation and rounding for an error in 𝒜 far
    ///   below that of the step
    record Difference(double fraction) implements Acceleration {
        /// @throws IllegalArgumentException if the fraction is not positive
        public Difference {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException(
                        "Acceleration: the fraction must be in (0, 1], found " + fraction);
            }
        }
    }

    static Acceleration analytic() {
        return new Analytic();
    }

    static Acceleration difference() {
        return new Difference(1e-6);
    }

    /// 𝒜(t, Y).
    ///
    /// @param h the step, for the scale of a difference
    /// @param f F(t, Y)
    /// @param g Π(Y)F(t, Y)
    /// @throws RetractionException if S is singular
    default TangentVector at(
            MatrixEquation equation, double t, double h, LinearMap f, TangentVector g) {
        return switch (this) {
            case Analytic() ->
                    TangentVector.projection(
                                    g.foot(), equation.derivative(t, g.foot(), g.asLowRank()))
                            .plus(g.weingarten(f));
            case Difference(double fraction) -> {
                double epsilon = fraction * h;
                var near = Retraction.KLS.apply(g.times(epsilon));
                LinearMap ahead = equation.evaluate(t + epsilon, near);
                yield TangentVector.projection(near, ahead)
                        .transportedTo(g.foot())
                        .minus(g)
                        .times(1 / epsilon);
            }
        };
    }
}
