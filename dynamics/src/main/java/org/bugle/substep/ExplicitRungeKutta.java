package org.bugle.substep;

import org.bugle.linalg.Matrix;

/// An explicit Runge–Kutta method in equal steps: X_i = X + h Σ_{j<i} a_ij G(t + c_j h, X_j), X(t +
/// h) = X + h Σ b_i G(t + c_i h, X_i). One workspace of s + 2 arrays of the size of X a solve.
///
/// @param steps how many equal steps the span is cut into
public record ExplicitRungeKutta(ButcherTableau tableau, int steps) implements Substep {
    /// |R| may exceed 1 by this much before a step counts as unstable: rounding, and the slow
    /// growth of methods of even order along the imaginary axis.
    private static final double GROWTH = 1e-6;

    /// @throws IllegalArgumentException if the tableau is implicit or `steps` is not positive
    public ExplicitRungeKutta {
        if (!tableau.isExplicit() || steps < 1) {
            throw new IllegalArgumentException(
                    "ExplicitRungeKutta: wants an explicit tableau and steps ≥ 1, found %s, %d"
                            .formatted(tableau.name(), steps));
        }
    }

    @Override
    public Matrix solve(ModeOde ode, Span span, Matrix x0) {
        RungeKuttaStages stages = new RungeKuttaStages(tableau, ode, x0);
        double h = span.h() / steps;
        for (int step = 0; step < steps; step++) {
            stages.evaluate(span.t() + step * h, h);
            stages.advance(h);
        }
        return stages.value();
    }

    @Override
    public String name() {
        return tableau.name();
    }

    @Override
    public int order() {
        return tableau.order();
    }

    @Override
    public Stability stability() {
        return new Stability(steps * limit(-1, 0), steps * limit(0, 1));
    }

    private double limit(double x, double y) {
        double step = 1e-3;
        double z = step;
        while (tableau.amplification(z * x, z * y) <= 1 + GROWTH) {
            z += step;
        }
        return z - step;
    }
}
