package org.bugle.app.reproduce;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/// How many claims came out, and how many did not.
public record Tally(
        @JsonProperty("reproduced") long reproduced,
        @JsonProperty("differs") long differing,
        @JsonProperty("not-run") long notRun) {
    public static Tally of(List<Row> rows) {
        return new Tally(
                count(rows, Verdict.REPRODUCED),
                count(rows, Verdict.DIFFERS),
                count(rows, Verdict.NOT_RUN));
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /// Such as `12 reproduced, 1 differ, 2 not run`.
    public String words() {
        return "%d reproduced, %d differ, %d not run".formatted(reproduced, differing, notRun);
    }
}
