package org.bugle.app.sweep;

import java.io.Serializable;

/// What came of a task. It travels between processes, so it holds text and numbers alone.
public sealed interface Answer extends Serializable {
    /// @param result as `result.json` has it
    record Finished(String result, double seconds) implements Answer {}

    /// @param sentence why
    /// @param again whether another attempt may help; not where the input is wrong
    record Failed(String sentence, boolean again) implements Answer {}

    /// The work was stopped before there was a result; a listener never hears of it.
    record Stopped() implements Answer {}
}
