/// Tests of the linear algebra; [Cases] draws their shapes and matrices.
@NullMarked
package org.bugle.linalg;

import org.jspecify.annotations.NullMarked;
