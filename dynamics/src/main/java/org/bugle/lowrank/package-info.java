/// Formats of low rank, their truncation, and the augmentation of a basis. Nothing here knows of
/// time.
@NullMarked
package org.bugle.lowrank;

import org.jspecify.annotations.NullMarked;
