/// Integrators for matrices Y = U S Vᴴ of low rank, one class a method of the literature.
@NullMarked
package org.bugle.integrator.matrix;

import org.jspecify.annotations.NullMarked;
