package org.bugle.app.command;

import org.bugle.app.run.Machine;

import java.io.PrintWriter;
import java.util.function.Supplier;

/// A line that long work shows while it goes on: on a terminal one line that is rewritten,
/// elsewhere a line now and then; both on the error stream, so that results can be piped.
final class LiveLine {
    private static final double LIVE_SECONDS = 0.1;
    private static final double PLAIN_SECONDS = 10;

    /// Back to the start of the line, and empty it.
    private static final String REWRITE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean silent;
    private final boolean live = Machine.hasTerminal();
    private final long begin = System.nanoTime();
    private double lastTold;
    private boolean isOpen;

    /// @param silent no progress; warnings are told all the same
    LiveLine(PrintWriter err, boolean silent) {
        this.err = err;
        this.silent = silent;
    }

    /// Since the line was made.
    double seconds() {
        return 1e-9 * (System.nanoTime() - begin);
    }

    /// Shows the line if the one before is old enough.
    void show(Supplier<String> text) {
        double seconds = seconds();
        if (silent || seconds - lastTold < (live ? LIVE_SECONDS : PLAIN_SECONDS)) {
            return;
        }
        lastTold = seconds;
        if (live) {
            err.print(REWRITE + text.get());
            err.flush();
            isOpen = true;
        } else {
            err.println(text.get());
        }
    }

    void warn(String sentence) {
        end();
        err.println("warning: " + sentence);
    }

    /// Takes the live line away, before anything else is printed.
    void end() {
        if (isOpen) {
            err.print(REWRITE);
            err.flush();
            isOpen = false;
        }
    }

    /// Such as `1:05` or `2:00:00`.
    static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? "%d:%02d".formatted(s / 60, s % 60)
                : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
    }
}
