/// Equations of any number of modes that are split into a stiff part, a Kronecker sum, and the
/// rest.
@NullMarked
package org.bugle.equation.split;

import org.jspecify.annotations.NullMarked;
