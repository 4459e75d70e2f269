/// The forms that a weight can have: dense, low-rank, Tucker, or an adapter on a frozen weight.
@NullMarked
package org.bugle.neural.weight;

import org.jspecify.annotations.NullMarked;
