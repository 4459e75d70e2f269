/// Tests of `linalg.parallel`.
@NullMarked
package org.bugle.linalg.parallel;

import org.jspecify.annotations.NullMarked;
