/// Measurements with JMH; nothing here is shipped or tested.
@NullMarked
package org.bugle.benchmarks;

import org.jspecify.annotations.NullMarked;
