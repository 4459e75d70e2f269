package org.bugle.app.report;

/// What a page shows while it changes: a run that goes on.
public interface ReportSource {
    /// Changes when there is more to show, and costs little.
    String version();

    /// Whether nothing more will come.
    boolean hasEnded();

    /// What there is to show now.
    ///
    /// @throws org.bugle.files.FileException if the run's files cannot be read, as while the run
    ///   puts them together at its end
    Report report();
}
