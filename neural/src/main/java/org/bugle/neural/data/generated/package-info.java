/// Data sets that are drawn from a seed.
@NullMarked
package org.bugle.neural.data.generated;

import org.jspecify.annotations.NullMarked;
