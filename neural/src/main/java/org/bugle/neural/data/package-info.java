/// Data sets: generated, and read from files.
@NullMarked
package org.bugle.neural.data;

import org.jspecify.annotations.NullMarked;
