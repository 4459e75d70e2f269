package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Selected;

/// `substep:`, what solves the small equations inside a step.
@Selected(otherwise = "rk4")
public sealed interface SubstepSettings {

    String STEPS = "equal steps inside one substep";
    String TOLERANCE = "tolerance of one substep, relative to the solution's norm";

    @Named(value = "euler", doc = "explicit Euler, order 1")
    record Euler(@Key(doc = STEPS, def = "1", min = 1) int steps) implements SubstepSettings {}

    @Named(value = "midpoint", doc = "explicit midpoint rule, order 2")
    record Midpoint(@Key(doc = STEPS, def = "1", min = 1) int steps) implements SubstepSettings {}

    @Named(value = "heun", doc = "Heun's method, order 2")
    record Heun(@Key(doc = STEPS, def = "1", min = 1) int steps) implements SubstepSettings {}

    @Named(value = "rk4", doc = "the classical Runge–Kutta method, order 4")
    record Rk4(@Key(doc = STEPS, def = "1", min = 1) int steps) implements SubstepSettings {}

    @Named(value = "dormand-prince", doc = "Dormand–Prince 5(4) with adaptive steps")
    record DormandPrince(
            @Key(
                            doc = TOLERANCE,
                            def = "1e-10",
                            above = 0,
                            below = 1,
                            source = "RK45 tolerance of the midpoint BUG codes, arXiv:2402.08607")
                    double tolerance)
            implements SubstepSettings {}

    @Named(value = "implicit-euler", doc = "implicit Euler, order 1, for stiff equations")
    record ImplicitEuler() implements SubstepSettings {}

    @Named(value = "dirk2", doc = "diagonally implicit Runge–Kutta method, order 2")
    record Dirk2() implements SubstepSettings {}

    @Named(value = "dirk3", doc = "diagonally implicit Runge–Kutta method, order 3")
    record Dirk3() implements SubstepSettings {}

    @Named(value = "exponential", doc = "matrix exponentials, exact for linear equations")
    record Exponential() implements SubstepSettings {}

    @Named(value = "krylov", doc = "exponentials in Krylov spaces")
    record Krylov(@Key(doc = TOLERANCE, def = "1e-10", above = 0, below = 1) double tolerance)
            implements SubstepSettings {}
}
