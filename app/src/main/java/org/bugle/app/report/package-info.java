/// The report of a run as one self-contained HTML page: what it says ([Report]), what it plots
/// ([Plot]) and how both become text ([ReportWriter]). It reads no run and writes no file.
@NullMarked
package org.bugle.app.report;

import org.jspecify.annotations.NullMarked;
