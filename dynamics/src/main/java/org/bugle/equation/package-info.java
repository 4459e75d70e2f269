/// Right-hand sides seen through projections: an equation is written once and restricted to bases.
@NullMarked
package org.bugle.equation;

import org.jspecify.annotations.NullMarked;
