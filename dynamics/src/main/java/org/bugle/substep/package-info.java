/// The small ODEs that a restricted equation leaves, and what solves them.
@NullMarked
package org.bugle.substep;

import org.jspecify.annotations.NullMarked;
