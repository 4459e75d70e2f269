/// Tests of `linalg.kernel`.
@NullMarked
package org.bugle.linalg.kernel;

import org.jspecify.annotations.NullMarked;
