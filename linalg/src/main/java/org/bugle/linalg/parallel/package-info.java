/// Fork and join of independent work inside the pool that a driver started.
@NullMarked
package org.bugle.linalg.parallel;

import org.jspecify.annotations.NullMarked;
