/// Low rank from random sketches: the generalized Nyström approximation and the Runge–Kutta methods
/// that use nothing else.
@NullMarked
package org.bugle.integrator.randomized;

import org.jspecify.annotations.NullMarked;
