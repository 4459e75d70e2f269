package org.bugle.app.reproduce;

import org.bugle.app.run.Numbers;

import java.util.Optional;

/// A claim and what became of it.
///
/// @param experiment its id; with the paper's name before it where there are several papers
/// @param expected the figure, or the bound
/// @param criterion the expectation in words
/// @param measured NaN if there is no number
/// @param tolerance relative to the figure; 0 for a bound
/// @param reason why it was not run, or how it failed
public record Row(
        String experiment,
        String claim,
        double expected,
        String criterion,
        Source source,
        double measured,
        double tolerance,
        Verdict verdict,
        Optional<String> reason) {
    private static final double SHARP = 1e-4;

    /// The row among those of several papers.
    public Row under(String paper) {
        return new Row(
                paper + "/" + experiment,
                claim,
                expected,
                criterion,
                source,
                measured,
                tolerance,
                verdict,
                reason);
    }

    /// The measured number with as many digits as the claim needs; a dash if there is none.
    public String number() {
        boolean sharp = tolerance > 0 && tolerance < SHARP;
        return Double.isNaN(measured) ? "-" : Numbers.brief(measured, sharp ? 10 : 5);
    }

    static Row measured(String experiment, Claim claim, double value) {
        boolean met = claim.criterion().isMet(value);
        return of(
                experiment,
                claim,
                value,
                met ? Verdict.REPRODUCED : Verdict.DIFFERS,
                Optional.empty());
    }

    static Row failed(String experiment, Claim claim, String reason) {
        return of(experiment, claim, Double.NaN, Verdict.DIFFERS, Optional.of(reason));
    }

    static Row notRun(String experiment, Claim claim, String reason) {
        return of(experiment, claim, Double.NaN, Verdict.NOT_RUN, Optional.of(reason));
    }

    private static Row of(
            String experiment,
            Claim claim,
            double value,
            Verdict verdict,
            Optional<String> reason) {
        Criterion criterion = claim.criterion();
        return new Row(
                experiment,
                claim.text(),
                criterion.expected(),
                criterion.words(),
                claim.source(),
                value,
                criterion.tolerance(),
                verdict,
                reason);
    }
}
