/// Tests of the problems against their specs' figures.
@NullMarked
package org.bugle.models;

import org.jspecify.annotations.NullMarked;
