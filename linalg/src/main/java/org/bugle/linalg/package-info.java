/// Dense real and complex matrices and tensors, their factorisations and functions, and linear maps
/// known by their action. Nothing here knows of low rank.
@NullMarked
package org.bugle.linalg;

import org.jspecify.annotations.NullMarked;
