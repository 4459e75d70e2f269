/// The `bugle` command: where it starts, and how it ends.
@NullMarked
package org.bugle.app;

import org.jspecify.annotations.NullMarked;
