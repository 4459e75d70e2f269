/// Attacks on the inputs of a classifier, and how robust and how well conditioned it is.
@NullMarked
package org.bugle.neural.attack;

import org.jspecify.annotations.NullMarked;
