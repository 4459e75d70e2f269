package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.sweep.CaseResult;
import org.bugle.app.sweep.Status;
import org.bugle.app.sweep.StudyCase;
import org.bugle.app.sweep.StudyRun;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What a study says while it goes on: how many cases are done, and which ones fail.
final class SweepConsole implements StudyRun.Watcher, AutoCloseable {
    private static final long TICK_MILLIS = 500;

    private final LiveLine line;
    private final Interruption interruption;
    private final int cases;
    private final int open;

    /// On a cluster, which knows its own number, 0.
    private final int atOnce;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());
    private int done;
    private int failed;

    /// @param open cases that are to be computed
    /// @param atOnce so many run at a time; 0 where that is not known
    /// @param silent no progress; failures are told all the same
    SweepConsole(
            PrintWriter err,
            Interruption interruption,
            int cases,
            int open,
            int atOnce,
            boolean silent) {
        this.line = new LiveLine(err, silent);
        this.interruption = interruption;
        this.cases = cases;
        this.open = open;
        this.atOnce = atOnce;
        var _ =
                clock.scheduleAtFixedRate(
                        this::show, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void ended(StudyCase ended, CaseResult result) {
        done++;
        if (result.status() == Status.FAILED) {
            failed++;
            line.warn("case %d failed: %s".formatted(ended.number(), result.message().orElse("")));
        }
        show();
    }

    @Override
    public synchronized void retried(StudyCase again, int attempt, String reason) {
        line.warn(
                "case %d is computed again (attempt %d): %s"
                        .formatted(again.number(), attempt, reason));
    }

    private synchronized void show() {
        line.show(this::text);
    }

    private String text() {
        int left = open - done;
        String time =
                done == 0 || left == 0
                        ? ""
                        : ", " + LiveLine.duration(line.seconds() * left / done) + " left";
        return "%d of %d cases done%s%s%s"
                .formatted(
                        cases - left,
                        cases,
                        failed == 0 ? "" : ", " + failed + " failed",
                        atOnce == 0 ? "" : ", " + Math.min(left, atOnce) + " running",
                        time);
    }

    @Override
    public boolean isCancelled() {
        return interruption.isRequested();
    }

    @Override
    public void close() {
        clock.shutdown();
        synchronized (this) {
            line.end();
        }
    }
}
