/// Studies on Apache Spark: each case is a job of one task, whose answer comes back as soon as it
/// is there. Found by [java.util.ServiceLoader]; nothing else knows of Spark. How a case is
/// computed is in `app`.
@NullMarked
package org.bugle.cluster;

import org.jspecify.annotations.NullMarked;
