/// What quantum spins on a chain are made of: operators of one site, couplings of pairs, and the
/// whole vector of amplitudes, matrix-free, as a reference for few sites. No trees here.
@NullMarked
package org.bugle.models.spin;

import org.jspecify.annotations.NullMarked;
