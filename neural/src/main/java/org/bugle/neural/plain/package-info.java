/// The engine that needs nothing but this project: double precision, a tape of operations, and our
/// own products of matrices.
@NullMarked
package org.bugle.neural.plain;

import org.jspecify.annotations.NullMarked;
