/// Reading and atomic writing of runs: HDF5 solutions, CSV histories, JSON results, checkpoints.
@NullMarked
package org.bugle.files;

import org.jspecify.annotations.NullMarked;
