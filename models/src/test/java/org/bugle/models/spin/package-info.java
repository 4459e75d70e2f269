/// Tests of formulas.
@NullMarked
package org.bugle.models.spin;

import org.jspecify.annotations.NullMarked;
