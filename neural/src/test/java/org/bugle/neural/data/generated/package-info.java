@NullMarked
package org.bugle.neural.data.generated;

import org.jspecify.annotations.NullMarked;
