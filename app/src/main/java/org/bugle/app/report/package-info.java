/// The report of a run as one self-contained HTML page: what it says
/// ([org.bugle.app.report.Report]), what it plots and how both become text. Nothing here reads a
/// run or writes a file.
@NullMarked
package org.bugle.app.report;

import org.jspecify.annotations.NullMarked;
