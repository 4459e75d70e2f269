/// Networks, written once for every engine and every form of their weights.
@NullMarked
package org.bugle.neural.network;

import org.jspecify.annotations.NullMarked;
