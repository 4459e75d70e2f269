package org.bugle.app.reproduce;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.List;

/// `result.json` of a reproduction.
///
/// @param paper its name, or `all`
/// @param arxiv its number; empty for several papers
/// @param full whether the long cases were run too
/// @param papers a line each
public record Summary(
        String paper,
        String arxiv,
        String version,
        boolean full,
        double seconds,
        List<PaperResult> papers,
        List<Row> rows) {
    public Summary {
        papers = List.copyOf(papers);
        rows = List.copyOf(rows);
    }

    /// Of all papers' claims.
    @JsonIgnore
    public Tally tally() {
        return Tally.of(rows);
    }

    /// The rows that came out otherwise than expected.
    @JsonIgnore
    public List<Row> differing() {
        return rows.stream().filter(row -> row.verdict() == Verdict.DIFFERS).toList();
    }
}
