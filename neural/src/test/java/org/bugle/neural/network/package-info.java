@NullMarked
package org.bugle.neural.network;

import org.jspecify.annotations.NullMarked;
