/// Linear operators on matrices as sums of products of one-sided factors.
@NullMarked
package org.bugle.operator;

import org.jspecify.annotations.NullMarked;
