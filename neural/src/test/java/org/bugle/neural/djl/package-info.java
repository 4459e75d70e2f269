@NullMarked
package org.bugle.neural.djl;

import org.jspecify.annotations.NullMarked;
