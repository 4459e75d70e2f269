/// What the tests of engines share.
@NullMarked
package org.bugle.neural.engine;

import org.jspecify.annotations.NullMarked;
