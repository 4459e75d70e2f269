/// Tests of the operators with structure, each against the dense matrix it stands for.
@NullMarked
package org.bugle.linalg.structured;

import org.jspecify.annotations.NullMarked;
