/// Real arrays of any order in row-major layout, as neural networks and their files have them.
@NullMarked
package org.bugle.neural.array;

import org.jspecify.annotations.NullMarked;
