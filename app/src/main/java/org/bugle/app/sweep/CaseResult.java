package org.bugle.app.sweep;

import org.bugle.files.Result;
import org.bugle.files.ResultFile;

import java.util.Optional;

/// What came of a case: `cases/NNNN.json` of a study.
///
/// @param digest of the case's run file
/// @param attempts that it took, over all attempts at the study
/// @param seconds of its last attempt, the error's measurement included; NaN where it failed
/// @param message why it failed
/// @param result as `result.json` of a run has it
public record CaseResult(
        int number,
        String digest,
        Status status,
        int attempts,
        double seconds,
        Optional<String> message,
        Optional<Result> result) {

    static CaseResult of(StudyCase computed, Answer answer, int attempts) {
        return switch (answer) {
            case Answer.Finished(String text, double seconds) ->
                    new CaseResult(
                            computed.number(),
                            computed.digest(),
                            Status.FINISHED,
                            attempts,
                            seconds,
                            Optional.empty(),
                            Optional.of(ResultFile.fromText(text, Result.class)));
            case Answer.Failed(String sentence, _) ->
                    new CaseResult(
                            computed.number(),
                            computed.digest(),
                            Status.FAILED,
                            attempts,
                            Double.NaN,
                            Optional.of(sentence),
                            Optional.empty());
            case Answer.Stopped() ->
                    throw new IllegalArgumentException("CaseResult: a stopped case has none");
        };
    }

    /// The relative error; empty where none was measured.
    public Optional<Double> error() {
        return result.flatMap(Result::error).map(Result.Deviation::relative);
    }
}
