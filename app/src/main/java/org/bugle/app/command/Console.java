package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.run.Simulation;
import org.bugle.evolution.Progress;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a run says while it goes on: on a terminal one line that is rewritten, elsewhere a line now
/// and then; both on the error stream, so that results can be piped.
final class Console implements Simulation.Watcher {
    /// So many ranks are told one by one.
    private static final int FEW_RANKS = 4;

    private final LiveLine line;
    private final Interruption interruption;
    private double firstTime = Double.NaN;
    private long firstIndex;
    private double firstSeconds;

    /// @param silent no progress; warnings are told all the same
    Console(PrintWriter err, Interruption interruption, boolean silent) {
        this.line = new LiveLine(err, silent);
        this.interruption = interruption;
    }

    @Override
    public void progress(Progress progress) {
        double seconds = line.seconds();
        if (Double.isNaN(firstTime)) {
            firstTime = progress.time();
            firstIndex = progress.index();
            firstSeconds = seconds;
        }
        line.show(() -> text(progress, seconds - firstSeconds));
    }

    private String text(Progress progress, double seconds) {
        double share = (progress.time() - firstTime) / (progress.end() - firstTime);
        String rate =
                seconds > 0
                        ? String.format(
                                Locale.ROOT,
                                "  %.3g steps/s",
                                (progress.index() - firstIndex) / seconds)
                        : "";
        String error =
                Double.isNaN(progress.errorEstimate())
                        ? ""
                        : String.format(Locale.ROOT, "  error %.1e", progress.errorEstimate());
        String left =
                share > 0 ? "  " + LiveLine.duration(seconds * (1 - share) / share) + " left" : "";
        return String.format(
                Locale.ROOT,
                "t = %.4g of %.4g  rank %s%s%s%s",
                progress.time(),
                progress.end(),
                ranks(progress.ranks()),
                error,
                rate,
                left);
    }

    /// All of them where they are few, else the largest.
    private static String ranks(List<Integer> ranks) {
        return ranks.size() <= FEW_RANKS
                ? ranks.stream().map(String::valueOf).collect(Collectors.joining(","))
                : "≤ %d on %d edges".formatted(Collections.max(ranks), ranks.size());
    }

    @Override
    public void warn(String sentence) {
        line.warn(sentence);
    }

    /// Takes the live line away, before anything else is printed.
    void end() {
        line.end();
    }

    @Override
    public boolean isCancelled() {
        return interruption.isRequested();
    }
}
