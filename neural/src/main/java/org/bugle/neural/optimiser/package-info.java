/// Rules for single arrays (descent, momentum, Adam) and the rates that they are given over time.
@NullMarked
package org.bugle.neural.optimiser;

import org.jspecify.annotations.NullMarked;
