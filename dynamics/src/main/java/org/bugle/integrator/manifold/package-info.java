/// The manifold of matrices of fixed rank: tangent vectors, curvature, retractions, Hermite curves,
/// and the integrators made of them (arXiv:2309.06125). Nothing here forms an m×n array.
@NullMarked
package org.bugle.integrator.manifold;

import org.jspecify.annotations.NullMarked;
