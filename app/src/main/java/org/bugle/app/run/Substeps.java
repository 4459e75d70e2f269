package org.bugle.app.run;

import org.bugle.app.config.SubstepSettings;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Substep;

/// Substeps from settings.
public final class Substeps {
    private Substeps() {}

    public static Substep of(SubstepSettings settings) {
        return switch (settings) {
            case SubstepSettings.Euler(int steps) ->
                    new ExplicitRungeKutta(ButcherTableau.EULER, steps);
            case SubstepSettings.Midpoint(int steps) ->
                    new ExplicitRungeKutta(ButcherTableau.MIDPOINT, steps);
            case SubstepSettings.Heun(int steps) ->
                    new ExplicitRungeKutta(ButcherTableau.HEUN, steps);
            case SubstepSettings.Rk4(int steps) -> Substep.rk4(steps);
            case SubstepSettings.DormandPrince(double tolerance) ->
                    Substep.dormandPrince(tolerance);
            case SubstepSettings.ImplicitEuler() -> Substep.implicitEuler();
            case SubstepSettings.Dirk2() -> Substep.dirk2();
            case SubstepSettings.Dirk3() -> Substep.dirk3();
            case SubstepSettings.Exponential() -> Substep.exponential();
            case SubstepSettings.Krylov(double tolerance) -> Substep.krylov(tolerance);
        };
    }
}
