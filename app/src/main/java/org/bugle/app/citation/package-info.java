/// The works that methods come from: the list of references of reports, and BibTeX.
@NullMarked
package org.bugle.app.citation;

import org.jspecify.annotations.NullMarked;
