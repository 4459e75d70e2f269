package org.bugle.app.reproduce;

import java.util.List;

/// `result.json` of a reproduction.
///
/// @param paper its name, or `all`
/// @param arxiv its number; empty for several papers
/// @param full whether the long cases were run too
public record Summary(
        String paper, String arxiv, String version, boolean full, double seconds, List<Row> rows) {
    public Summary {
        rows = List.copyOf(rows);
    }

    public long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /// Such as `12 reproduced, 1 differs, 2 not run`.
    public String words() {
        return "%d reproduced, %d differ, %d not run"
                .formatted(
                        count(Verdict.REPRODUCED), count(Verdict.DIFFERS), count(Verdict.NOT_RUN));
    }
}
