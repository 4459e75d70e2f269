/// Training methods: each advances the weights by the small gradients that it asks for.
@NullMarked
package org.bugle.neural.method;

import org.jspecify.annotations.NullMarked;
