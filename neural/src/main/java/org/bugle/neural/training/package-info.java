/// The training loop: batches, rates, validation and early stopping around one method's iterations.
/// Nothing here prints or measures time.
@NullMarked
package org.bugle.neural.training;

import org.jspecify.annotations.NullMarked;
