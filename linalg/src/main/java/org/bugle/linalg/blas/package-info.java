/// The native BLAS and LAPACK (OpenBLAS, one thread), called through the Foreign Function & Memory
/// API on plain arrays. The only place that touches native memory; knows no matrices.
@NullMarked
package org.bugle.linalg.blas;

import org.jspecify.annotations.NullMarked;
