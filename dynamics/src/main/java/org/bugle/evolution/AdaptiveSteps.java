package org.bugle.evolution;

import org.bugle.integrator.StepReport;
import org.bugle.lowrank.State;
import org.bugle.substep.Span;

import java.util.Locale;
import java.util.stream.Collectors;

/// Joint control of step and rank against one error budget.
///
/// A run over the duration T may make the relative error `tolerance`, and a step of size h its
/// share h/T of it: B = tolerance · ‖Y‖ · h/T (error per unit step, Frobenius). Of B the
/// truncations get [#TRUNCATION_SHARE], and what F has outside of the bases of a step gets
/// [#REACH_SHARE] ([Reach]); of the tolerance the truncation of the start gets [#START_SHARE]; the
/// rest is for the error in time, which [StepDoubling] estimates.
///
/// The next step is h · 0.9 · (allowed / estimate)^{1/(p+1)} for an integrator of order p. The
/// exponent 1/p would fit the order, but oscillates where the observed order is 2p.
record AdaptiveSteps<Y extends State<Y>>(
        Advance<Y> advance, double tolerance, double start, double end) implements Stepping<Y> {
    /// Ranks grow with the logarithm of a tolerance and steps with a root of it, so a small share
    /// is cheap.
    static final double TRUNCATION_SHARE = 0.2;

    static final double START_SHARE = 0.1;

    static final double REACH_SHARE = 0.2;

    private static final double TIME_SHARE = 1 - TRUNCATION_SHARE - START_SHARE - REACH_SHARE;

    /// What rounding leaves of a step, relative to ‖Y‖; no estimate and no truncation goes below.
    private static final double ROUNDING = 32 * Math.ulp(1.0);

    private static final double SAFETY = 0.9;
    private static final double SHRINK = 0.2;
    private static final double GROW = 5;

    /// The first step is at most this part of the duration: the bases of the start may be blind.
    private static final double FIRST = 0.05;

    /// A step below this part of the duration gives up.
    private static final double SMALLEST = 1e-10;

    private double duration() {
        return end - start;
    }

    /// The start, truncated by its share of the tolerance.
    @Override
    public Checkpoint<Y> begin(Checkpoint<Y> start, Warnings warnings) {
        Y y = start.state();
        return start.withState(advance.truncated(y, START_SHARE * tolerance * y.norm()));
    }

    @Override
    public boolean isAtEnd(Checkpoint<Y> now) {
        return now.time() == end;
    }

    @Override
    public Accepted<Y> next(Checkpoint<Y> now, Warnings warnings) {
        double norm = now.state().norm();
        double reach = REACH_SHARE * tolerance * norm / Math.abs(duration());
        double proposed = now.nextStep() == 0 ? firstStep(now, norm) : now.nextStep();
        int evaluations = 0;
        int rejectedForRank = 0;
        for (int attempt = 0; ; attempt++) {
            double h = fitted(proposed, end - now.time());
            Span span = new Span(now.index(), attempt, now.time(), h);
            double truncation = part(TRUNCATION_SHARE, h) * norm;
            StepDoubling.Trial<Y> trial =
                    new StepDoubling<>(advance, reach, truncation, now.seed())
                            .trial(span, now.state());
            evaluations += trial.report().evaluations();
            rejectedForRank += trial.report().rejections();

            double scale = norm > 0 ? norm : trial.value().norm();
            double error = trial.error() / scale;
            double allowed = part(TIME_SHARE, h);
            double factor = growth(error, allowed);
            if (error <= allowed) {
                warn(now, trial.report(), truncation, warnings);
                double next = h * Math.min(factor, attempt == 0 ? GROW : 1);
                StepReport report = trial.report().withCounts(evaluations, rejectedForRank);
                return new Accepted<>(
                        now.after(
                                h == end - now.time() ? end : now.time() + h,
                                // a step cut short by the end says nothing against the longer one
                                h == proposed ? next : larger(next, proposed),
                                trial.value(),
                                evaluations,
                                attempt + rejectedForRank),
                        h,
                        report,
                        attempt,
                        rejectedForRank,
                        error);
            }
            proposed = h * Math.min(factor, SAFETY);
            if (Math.abs(proposed) < SMALLEST * Math.abs(duration())) {
                throw new ArithmeticException(unreachable(trial.failure(), error, allowed));
            }
        }
    }

    private static double larger(double a, double b) {
        return Math.abs(a) > Math.abs(b) ? a : b;
    }

    /// A share of the relative error budget of a step.
    private double part(double share, double h) {
        return Math.max(share * tolerance * h / duration(), ROUNDING);
    }

    private double growth(double error, double allowed) {
        if (error == 0) {
            return GROW;
        }
        double factor = SAFETY * Math.pow(allowed / error, 1.0 / (advance.order() + 1));
        return Double.isNaN(factor) ? SHRINK : Math.clamp(factor, SHRINK, GROW);
    }

    /// The step h ‖F‖ / ‖Y‖ = (tolerance · ‖Y‖ / (T ‖F‖))^{1/p}, at which an error of the size of
    /// (h ‖F‖ / ‖Y‖)^{p+1} meets the budget.
    private double firstStep(Checkpoint<Y> now, double norm) {
        double rate = advance.speed(now.time(), now.state()) / norm;
        double relative = tolerance / (rate * Math.abs(duration()));
        double h = Math.pow(relative, 1.0 / advance.order()) / rate;
        double largest = FIRST * Math.abs(duration());
        double least = 10 * SMALLEST * Math.abs(duration());
        return Math.copySign(h > 0 ? Math.clamp(h, least, largest) : largest, duration());
    }

    /// A step that ends at the end, or leaves at least half of itself for the last one.
    private static double fitted(double proposed, double remaining) {
        if (Math.abs(proposed) >= Math.abs(remaining)) {
            return remaining;
        }
        return Math.abs(proposed) > Math.abs(remaining) / 2 ? remaining / 2 : proposed;
    }

    private void warn(Checkpoint<Y> now, StepReport report, double truncation, Warnings warnings) {
        if (!advance.adaptsRank() && !advance.isFullRank()) {
            warnings.add(
                    Warnings.Kind.FIXED_RANK,
                    String.format(
                            Locale.ROOT,
                            "%s keeps its rank: only the steps adapt to the tolerance %.1e, and the"
                                    + " error of rank %s is not controlled",
                            advance.name(),
                            tolerance,
                            ranks(report)));
        } else if (report.capped()) {
            warnings.add(
                    Warnings.Kind.RANK_CAP,
                    String.format(
                            Locale.ROOT,
                            "the tolerance %.1e cannot be met with rank %s: the step at t = %.6g"
                                    + " discarded %.3g where %.3g is allowed; raise maxRank or the"
                                    + " tolerance",
                            tolerance,
                            ranks(report),
                            now.time(),
                            report.discarded(),
                            truncation));
        }
    }

    private String unreachable(String failure, double error, double allowed) {
        String reason =
                failure.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "the error estimate %.3g still exceeds %.3g",
                                error,
                                allowed)
                        : failure;
        return String.format(
                Locale.ROOT,
                "the tolerance %.1e cannot be met, the step fell below %.3g: %s",
                tolerance,
                SMALLEST * Math.abs(duration()),
                reason);
    }

    private static String ranks(StepReport report) {
        return report.ranksAfter().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
