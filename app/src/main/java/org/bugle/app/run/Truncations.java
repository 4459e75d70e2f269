package org.bugle.app.run;

import org.bugle.app.config.TruncationSettings;
import org.bugle.lowrank.Moments;
import org.bugle.lowrank.Truncation;
import org.bugle.models.parameter.Settings;

/// Truncations from settings, and in words.
public final class Truncations {
    private Truncations() {}

    /// The rule for one sequence of singular values; that of a conserving one is the plain tail.
    public static Truncation of(TruncationSettings s) {
        int most = s.maxRank().orElse(Truncation.UNLIMITED);
        return switch (s) {
            case TruncationSettings.Threshold _ ->
                    new Truncation.Threshold(s.absolute(), s.minRank(), most);
            case TruncationSettings.L1 _ ->
                    new Truncation.L1Tail(s.absolute(), s.relative(), s.minRank(), most);
            case TruncationSettings.Tail _,
                    TruncationSettings.Weighted _,
                    TruncationSettings.Published _,
                    TruncationSettings.Conserving _ ->
                    new Truncation.Tail(s.absolute(), s.relative(), s.minRank(), most);
        };
    }

    /// The name of a rule in run files.
    static String name(TruncationSettings s) {
        return Settings.of(((Record) s).getClass()).name();
    }

    static String words(Truncation truncation) {
        if (truncation.isFixedRank()) {
            return "to rank " + truncation.maxRank();
        }
        String least = truncation.minRank() > 1 ? ", rank ≥ " + truncation.minRank() : "";
        String most =
                truncation.maxRank() < Truncation.UNLIMITED
                        ? ", rank ≤ " + truncation.maxRank()
                        : "";
        return tolerance(truncation) + least + most;
    }

    private static String tolerance(Truncation truncation) {
        return switch (truncation) {
            case Truncation.Tail(double absolute, double relative, _, _) ->
                    tail("norm", absolute, relative);
            case Truncation.L1Tail(double absolute, double relative, _, _) ->
                    tail("sum", absolute, relative);
            case Truncation.Threshold(double threshold, _, _) ->
                    "drops singular values up to " + Numbers.brief(threshold);
            case Truncation.Conserving(Truncation rule, Moments moments, _, _) ->
                    "conserves %s, %s".formatted(moments.words(), tolerance(rule));
        };
    }

    private static String tail(String measure, double absolute, double relative) {
        if (absolute == 0 && relative == 0) {
            return "drops nothing";
        }
        String share = Numbers.brief(relative) + " · ‖Y‖";
        String bound =
                absolute == 0
                        ? share
                        : relative == 0
                                ? Numbers.brief(absolute)
                                : "max(%s, %s)".formatted(Numbers.brief(absolute), share);
        return "drops the tail of singular values of %s ≤ %s".formatted(measure, bound);
    }
}
