/// The driver: advances a solution in time with control of step and rank, observes it, and hands
/// out checkpoints as values. Knows no files and no clock.
@NullMarked
package org.bugle.evolution;

import org.jspecify.annotations.NullMarked;
