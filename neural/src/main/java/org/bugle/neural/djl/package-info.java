/// The engine for everything real: PyTorch through DJL. Nothing outside this package knows of DJL.
@NullMarked
package org.bugle.neural.djl;

import org.jspecify.annotations.NullMarked;
