/// Studies over parameters: the cases, where they are computed, and what came out. The command only
/// calls it; a cluster is one more [org.bugle.app.sweep.Workplace], which nothing here knows.
@NullMarked
package org.bugle.app.sweep;

import org.jspecify.annotations.NullMarked;
