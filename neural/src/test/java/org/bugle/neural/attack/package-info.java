@NullMarked
package org.bugle.neural.attack;

import org.jspecify.annotations.NullMarked;
