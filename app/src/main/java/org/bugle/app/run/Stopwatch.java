package org.bugle.app.run;

/// Wall time since a moment.
public record Stopwatch(long begin) {
    /// From now on.
    public static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    public double seconds() {
        return 1e-9 * (System.nanoTime() - begin);
    }
}
