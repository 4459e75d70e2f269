package org.bugle.app.sweep;

import java.nio.file.Path;

/// One more way to write the results of a study, beside CSV. Found by [java.util.ServiceLoader], so
/// that its libraries may be missing.
public interface TableFormat {
    /// The ending of its files, without a dot, such as `parquet`.
    String ending();

    /// Writes a new file, or replaces one, as a whole or not at all.
    ///
    /// @throws org.bugle.files.FileException if it cannot be written
    void write(Path file, StudyTable table);
}
