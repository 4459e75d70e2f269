package org.bugle.app.run;

import org.bugle.integrator.Integrator;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Substep;

import java.util.Optional;

/// What `integrator:` means for one problem: the method, and the value that it starts from.
///
/// A method of fixed rank starts from the initial value at that rank. A rank-adaptive one starts
/// from it at `rank`, or, where none is given, truncated by its own rule and padded to the rank of
/// the problem's source; from then on only the truncation decides.
///
/// @param <Y> the format of the solution
public sealed interface Scheme<Y> permits MatrixScheme, TreeScheme {
    Integrator<Y, ?> integrator();

    Substep substep();

    /// The Runge–Kutta method of an integrator that treats a part of the equation explicitly beside
    /// its substep: it limits the step, and no estimate here says by how much.
    Optional<ImexTableau> explicitPart();

    Y start();

    /// The truncation in words.
    String truncation();
}
