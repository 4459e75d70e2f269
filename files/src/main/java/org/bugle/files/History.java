package org.bugle.files;

import org.bugle.evolution.Row;

import java.util.List;

/// The steps of a run.
///
/// @param observed the names of what each row observed
/// @param entries by increasing index
public record History(List<String> observed, List<Entry> entries) {
    /// @param seconds of wall time since the run began
    public record Entry(Row row, double seconds) {}

    public History {
        observed = List.copyOf(observed);
        entries = List.copyOf(entries);
    }
}
