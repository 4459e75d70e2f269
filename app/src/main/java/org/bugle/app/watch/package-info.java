/// A local page that shows a run while it goes on. What it shows comes from the run's folder alone.
@NullMarked
package org.bugle.app.watch;

import org.jspecify.annotations.NullMarked;
