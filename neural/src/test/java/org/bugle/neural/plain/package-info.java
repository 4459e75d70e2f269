@NullMarked
package org.bugle.neural.plain;

import org.jspecify.annotations.NullMarked;
