/// Random cases and small equations that several tests share.
@NullMarked
package org.bugle.testing;

import org.jspecify.annotations.NullMarked;
