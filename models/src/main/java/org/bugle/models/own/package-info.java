/// One's own equation: its text, expanded into separable terms and put on grids.
@NullMarked
package org.bugle.models.own;

import org.jspecify.annotations.NullMarked;
