/// Implicit and implicit-explicit integrators of low rank: discretised in time first, then
/// projected.
@NullMarked
package org.bugle.integrator.implicit;

import org.jspecify.annotations.NullMarked;
