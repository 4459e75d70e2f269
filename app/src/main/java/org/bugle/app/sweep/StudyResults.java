package org.bugle.app.sweep;

import org.bugle.app.run.Numbers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A study as far as it has come.
///
/// @param base the run file
/// @param keys that vary
/// @param lines a case each, by number
public record StudyResults(StudyHead head, String base, List<String> keys, List<Line> lines) {
    public StudyResults {
        keys = List.copyOf(keys);
        lines = List.copyOf(lines);
    }

    /// A case.
    ///
    /// @param values of the keys that vary
    /// @param result empty where the case is open
    public record Line(int number, List<String> values, Optional<CaseResult> result) {
        public Line {
            values = List.copyOf(values);
        }

        public Status status() {
            return result.map(CaseResult::status).orElse(Status.OPEN);
        }

        /// The relative error; empty where none was measured.
        public Optional<Double> error() {
            return result.flatMap(CaseResult::error);
        }

        /// In words: relative error, largest rank, steps and seconds; empty where there is no
        /// result.
        public List<String> outcome() {
            var found = result.flatMap(CaseResult::result);
            return List.of(
                    error().map(Numbers::scientific).orElse(""),
                    found.map(r -> String.valueOf(r.maxRank())).orElse(""),
                    found.map(r -> String.valueOf(r.steps())).orElse(""),
                    found.map(r -> Numbers.brief(r.seconds().total(), 3)).orElse(""));
        }
    }

    /// The lines of a design.
    ///
    /// @param results by number, from 1; empty where a case is open
    static List<Line> lines(Design design, List<Optional<CaseResult>> results) {
        return IntStream.range(0, design.rows().size())
                .mapToObj(k -> new Line(k + 1, design.rows().get(k), results.get(k)))
                .toList();
    }

    public long count(Status status) {
        return lines.stream().filter(line -> line.status() == status).count();
    }

    /// Such as `5 finished, 1 failed, 2 open`.
    public String tally() {
        String failed = count(Status.FAILED) == 0 ? "" : ", " + count(Status.FAILED) + " failed";
        String open = count(Status.OPEN) == 0 ? "" : ", " + count(Status.OPEN) + " open";
        return count(Status.FINISHED) + " finished" + failed + open;
    }
}
