package org.bugle.app.sweep;

import org.bugle.app.run.RunInput;
import org.bugle.files.Digest;

import java.util.List;

/// A case of a study, checked.
///
/// @param number from 1
/// @param values of the varied keys
/// @param runFile the whole of it with its defaults, as YAML
/// @param digest of the run file, by which a result is known to be that of this case
public record StudyCase(int number, List<String> values, String runFile, String digest) {
    public StudyCase {
        values = List.copyOf(values);
    }

    static StudyCase of(int number, List<String> values, RunInput input) {
        String runFile = input.yaml();
        return new StudyCase(number, values, runFile, Digest.of(runFile));
    }
}
