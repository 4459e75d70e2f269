/// From a run file to results: words become a problem and a method ([Vocabulary], [Plan]), a run
/// advances it and fills its folder, a reference tells its error, and a report shows it.
@NullMarked
package org.bugle.app.run;

import org.jspecify.annotations.NullMarked;
