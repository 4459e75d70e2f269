/// Tests of formulas.
@NullMarked
package org.bugle.models.formula;

import org.jspecify.annotations.NullMarked;
