/// The equations of the papers and of the field as problems: equation, start, grids, observables
/// and reference, from typed parameters.
@NullMarked
package org.bugle.models;

import org.jspecify.annotations.NullMarked;
