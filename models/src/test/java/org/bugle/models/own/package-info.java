/// Tests of one's own equations.
@NullMarked
package org.bugle.models.own;

import org.jspecify.annotations.NullMarked;
