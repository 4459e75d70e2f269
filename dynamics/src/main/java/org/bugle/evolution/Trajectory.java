package org.bugle.evolution;

import java.util.List;

/// The result of a run.
///
/// @param columns what [Row#observed] holds: the names of the observers, in their order
/// @param rows the start, unless the run was resumed, and every accepted step
/// @param last where the run stands; resuming it with a later end extends the run
/// @param warnings in the order in which they arose, each a sentence, none twice
public record Trajectory<Y>(
        List<String> columns,
        List<Row> rows,
        Checkpoint<Y> last,
        Outcome outcome,
        List<String> warnings) {
    /// Why the run ended.
    public enum Outcome {
        FINISHED,
        CANCELLED
    }

    public Trajectory {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        warnings = List.copyOf(warnings);
    }

    /// The state that the run reached.
    public Y state() {
        return last.state();
    }

    public double time() {
        return last.time();
    }
}
