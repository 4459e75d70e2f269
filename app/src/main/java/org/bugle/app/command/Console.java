package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.run.Machine;
import org.bugle.app.run.Simulation;
import org.bugle.evolution.Progress;

import java.io.PrintWriter;
import java.util.Locale;

/// What a run says while it goes on: on a terminal one line that is rewritten, elsewhere a line now
/// and then; both on the error stream, so that results can be piped.
final class Console implements Simulation.Watcher {
    private static final double LIVE_SECONDS = 0.1;
    private static final double PLAIN_SECONDS = 10;

    /// Back to the start of the line, and empty it.
    private static final String REWRITE = "\r\u001b[K";

    private final PrintWriter err;
    private final Interruption interruption;
    private final boolean silent;
    private final boolean live = Machine.hasTerminal();
    private final long begin = System.nanoTime();
    private double lastTold;
    private double firstTime = Double.NaN;
    private long firstIndex;
    private double firstSeconds;
    private boolean lineIsOpen;

    /// @param silent no progress; warnings are told all the same
    Console(PrintWriter err, Interruption interruption, boolean silent) {
        this.err = err;
        this.interruption = interruption;
        this.silent = silent;
    }

    @Override
    public void progress(Progress progress) {
        double seconds = 1e-9 * (System.nanoTime() - begin);
        if (Double.isNaN(firstTime)) {
            firstTime = progress.time();
            firstIndex = progress.index();
            firstSeconds = seconds;
        }
        if (silent || seconds - lastTold < (live ? LIVE_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        lastTold = seconds;
        String line = line(progress, seconds - firstSeconds);
        if (live) {
            err.print(REWRITE + line);
            err.flush();
            lineIsOpen = true;
        } else {
            err.println(line);
        }
    }

    private String line(Progress progress, double seconds) {
        double share = (progress.time() - firstTime) / (progress.end() - firstTime);
        double rate = (progress.index() - firstIndex) / seconds;
        String error =
                Double.isNaN(progress.errorEstimate())
                        ? ""
                        : String.format(Locale.ROOT, "  error %.1e", progress.errorEstimate());
        String left = share > 0 ? "  " + duration(seconds * (1 - share) / share) + " left" : "";
        return String.format(
                Locale.ROOT,
                "t = %.4g of %.4g  rank %s%s  %.3g steps/s%s",
                progress.time(),
                progress.end(),
                progress.ranks().stream()
                        .map(String::valueOf)
                        .reduce((a, b) -> a + "," + b)
                        .orElse(""),
                error,
                rate,
                left);
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? "%d:%02d".formatted(s / 60, s % 60)
                : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }

    @Override
    public void warn(String sentence) {
        end();
        err.println("warning: " + sentence);
    }

    /// Takes the live line away, before anything else is printed.
    void end() {
        if (lineIsOpen) {
            err.print(REWRITE);
            err.flush();
            lineIsOpen = false;
        }
    }

    @Override
    public boolean isCancelled() {
        return interruption.isRequested();
    }
}
