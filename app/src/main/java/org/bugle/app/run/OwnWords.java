package org.bugle.app.run;

import org.bugle.app.report.Report;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.own.OwnProblem;

import java.util.ArrayList;
import java.util.List;

/// What the head of a run tells of an equation of one's own.
final class OwnWords {
    /// Longer lists of terms are told by their number.
    private static final int MOST_TERMS = 8;

    private OwnWords() {}

    static List<Report.Row> of(OwnEquation own, OwnProblem built) {
        List<Report.Row> rows = new ArrayList<>();
        rows.add(new Report.Row("equation", own.equation()));
        rows.add(
                new Report.Row(
                        "split",
                        "stiff %s; the rest %s"
                                .formatted(words(built.stiffTerms()), words(built.otherTerms()))));
        built.startError()
                .ifPresent(error ->
                        rows.add(
                                new Report.Row(
                                        "initial",
                                        "%s, by cross approximation; off by up to %s of its largest value"
                                                .formatted(
                                                        own.initial(), Numbers.brief(error, 2)))));
        return rows;
    }

    private static String words(List<String> terms) {
        return terms.isEmpty()
                ? "nothing"
                : terms.size() > MOST_TERMS
                        ? "%d separable terms".formatted(terms.size())
                        : String.join(" + ", terms).replace("+ -", "- ");
    }
}
