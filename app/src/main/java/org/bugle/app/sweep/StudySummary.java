package org.bugle.app.sweep;

import java.nio.file.Path;
import java.util.List;

/// What `bugle sweep --json` prints.
///
/// @param keys that vary
/// @param cases by number, with the values of the keys
public record StudySummary(
        String folder,
        String problem,
        List<String> keys,
        long finished,
        long failed,
        long open,
        List<StudyResults.Line> cases) {
    public StudySummary {
        keys = List.copyOf(keys);
        cases = List.copyOf(cases);
    }

    public static StudySummary of(Path folder, StudyResults study) {
        return new StudySummary(
                folder.toString(),
                study.head().problem(),
                study.keys(),
                study.count(Status.FINISHED),
                study.count(Status.FAILED),
                study.count(Status.OPEN),
                study.lines());
    }
}
