/// Mutable buffers and in-place products for inner loops. Values that users see are matrices and
/// tensors, not buffers.
@NullMarked
package org.bugle.linalg.kernel;

import org.jspecify.annotations.NullMarked;
