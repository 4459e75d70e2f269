package org.bugle.substep;

import org.bugle.linalg.Expmv;
import org.bugle.linalg.Matrix;

/// Solves a small ODE over one span.
public interface Substep {
    /// X(t + h) from X(t).
    ///
    /// @param x0 X(t), n×r
    Matrix solve(ModeOde ode, Span span, Matrix x0);

    /// The name as in run files.
    String name();

    /// The order of convergence in h; [Integer#MAX_VALUE] where the error is a tolerance of its
    /// own.
    int order();

    /// How large |h λ| may be, for λ on the negative real axis and on the imaginary axis, before
    /// the method amplifies; infinite for implicit and exponential ones, NaN where the step adapts
    /// itself.
    Stability stability();

    /// Stability limits |h λ| along the two axes.
    record Stability(double real, double imaginary) {
        public static final Stability UNLIMITED =
                new Stability(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// The explicit Euler method.
    static Substep euler() {
        return new ExplicitRungeKutta(ButcherTableau.EULER, 1);
    }

    /// The explicit midpoint rule.
    static Substep midpoint() {
        return new ExplicitRungeKutta(ButcherTableau.MIDPOINT, 1);
    }

    /// Heun's method of order 2.
    static Substep heun() {
        return new ExplicitRungeKutta(ButcherTableau.HEUN, 1);
    }

    /// One step of the classical Runge–Kutta method.
    static Substep rk4() {
        return rk4(1);
    }

    /// The classical Runge–Kutta method in equal steps.
    static Substep rk4(int steps) {
        return new ExplicitRungeKutta(ButcherTableau.RK4, steps);
    }

    /// Dormand–Prince 5(4) with steps that adapt to a relative tolerance.
    static Substep dormandPrince(double tolerance) {
        return new AdaptiveRungeKutta(ButcherTableau.DORMAND_PRINCE, tolerance);
    }

    /// The implicit Euler method, L-stable.
    static Substep implicitEuler() {
        return new Dirk(ButcherTableau.IMPLICIT_EULER, 1);
    }

    /// The L-stable SDIRK method of order 2.
    static Substep dirk2() {
        return new Dirk(ButcherTableau.DIRK2, 1);
    }

    /// Alexander's L-stable SDIRK method of order 3.
    static Substep dirk3() {
        return new Dirk(ButcherTableau.DIRK3, 1);
    }

    /// Exponentials, exact where the structure allows it.
    static Substep exponential() {
        return new Exponential(Expmv.ACCURATE, false);
    }

    /// Exponentials by Krylov spaces to a relative tolerance.
    static Substep krylov(double tolerance) {
        return new Exponential(new Expmv(tolerance, Expmv.ACCURATE.dimension()), true);
    }
}
