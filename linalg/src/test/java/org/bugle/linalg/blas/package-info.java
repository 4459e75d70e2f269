/// Tests of `linalg.blas`.
@NullMarked
package org.bugle.linalg.blas;

import org.jspecify.annotations.NullMarked;
