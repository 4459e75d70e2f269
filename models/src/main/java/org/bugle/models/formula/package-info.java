/// Formulas that users write in run files: parsed by EvalEx, compiled to functions of doubles.
@NullMarked
package org.bugle.models.formula;

import org.jspecify.annotations.NullMarked;
