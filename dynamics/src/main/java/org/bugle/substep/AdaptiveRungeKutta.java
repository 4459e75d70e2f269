package org.bugle.substep;

import org.bugle.linalg.Matrix;

/// An embedded Runge–Kutta pair whose steps adapt so that every local error estimate stays below
/// `tolerance` · ‖X‖ (Frobenius).
public record AdaptiveRungeKutta(ButcherTableau tableau, double tolerance) implements Substep {
    private static final double SAFETY = 0.9;
    private static final double SHRINK = 0.2;
    private static final double GROW = 5;

    /// A step below this fraction of the span means that the tolerance cannot be met.
    private static final double SMALLEST = 1e-10;

    /// @throws IllegalArgumentException if the tableau has no embedded method or is implicit, or
    ///   the tolerance is not in (0, 1)
    public AdaptiveRungeKutta {
        if (tableau.embedded().isEmpty()
                || !tableau.isExplicit()
                || !(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "AdaptiveRungeKutta: wants an embedded explicit tableau and a tolerance in (0,"
                            + " 1),"
                            + " found %s, %s".formatted(tableau.name(), tolerance));
        }
    }

    /// @throws ArithmeticException if the steps shrink to nothing
    @Override
    public Matrix solve(ModeOde ode, Span span, Matrix x0) {
        RungeKuttaStages stages = new RungeKuttaStages(tableau, ode, x0);
        double t = span.t();
        double h = span.h();
        while ((span.end() - t) * Math.signum(span.h()) > 0) {
            if (Math.abs(h) >= Math.abs(span.end() - t)) {
                h = span.end() - t;
            }
            stages.evaluate(t, h);
            double allowed = tolerance * Math.max(stages.norm(), Double.MIN_NORMAL);
            double error = stages.errorEstimate(h);
            if (error <= allowed) {
                stages.advance(h);
                t = h == span.end() - t ? span.end() : t + h;
            }
            double factor = SAFETY * Math.pow(allowed / error, 1.0 / tableau.order());
            h *= Double.isNaN(factor) ? SHRINK : Math.clamp(factor, SHRINK, GROW);
            if (Math.abs(h) < SMALLEST * Math.abs(span.h())) {
                throw new ArithmeticException(
                        "%s at t = %s: the step shrank below %.1e of %s without meeting tolerance %s"
                                .formatted(name(), t, SMALLEST, span.h(), tolerance));
            }
        }
        return stages.value();
    }

    @Override
    public String name() {
        return tableau.name();
    }

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Stability stability() {
        return new Stability(Double.NaN, Double.NaN);
    }
}
