/// Linear maps and operators with structure, which know their resolvents and exponentials:
/// diagonal, banded, sparse, circulant, Kronecker sums, and what is composed of them.
@NullMarked
package org.bugle.linalg.structured;

import org.jspecify.annotations.NullMarked;
