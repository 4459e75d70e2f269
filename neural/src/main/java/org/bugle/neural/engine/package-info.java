/// What a network asks of the machine below it: operations on arrays and their derivatives.
@NullMarked
package org.bugle.neural.engine;

import org.jspecify.annotations.NullMarked;
