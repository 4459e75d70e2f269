package org.bugle.app.run;

import org.bugle.app.report.Report;
import org.bugle.files.History;
import org.bugle.files.RunFiles;

import java.util.ArrayList;
import java.util.List;

/// How far an unfinished run is, from its history.
final class Progress {
    /// Steps whose speed is taken for that of the steps to come.
    private static final int RECENT = 20;

    private Progress() {}

    static List<Report.Row> rows(Plan<?> plan, History history) {
        History.Entry last = history.entries().getLast();
        double start = plan.problem().startTime();
        double share = (last.row().time() - start) / (plan.endTime() - start);
        List<Report.Row> rows = new ArrayList<>();
        rows.add(
                new Report.Row(
                        "progress",
                        "t = %s of %s (%s %%)"
                                .formatted(
                                        Numbers.brief(last.row().time(), 4),
                                        Numbers.brief(plan.endTime(), 4),
                                        Numbers.fixed(100 * share, 1))));
        List<History.Entry> recent =
                history.entries()
                        .subList(
                                Math.max(0, history.entries().size() - 1 - RECENT),
                                history.entries().size());
        double seconds = last.seconds() - recent.getFirst().seconds();
        long steps = last.row().index() - recent.getFirst().row().index();
        double time = last.row().time() - recent.getFirst().row().time();
        if (seconds > 0 && time > 0) {
            rows.add(
                    new Report.Row("speed", Numbers.brief(steps / seconds, 3) + " steps a second"));
            rows.add(
                    new Report.Row(
                            "time left",
                            duration(seconds * (plan.endTime() - last.row().time()) / time)));
        }
        return rows;
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 60
                ? s + " s"
                : s < 3600
                        ? "%d min %d s".formatted(s / 60, s % 60)
                        : "%d h %d min".formatted(s / 3600, s / 60 % 60);
    }

    static String note(Plan<?> plan, History history, RunFiles files) {
        String reached =
                history.entries().isEmpty()
                        ? "no step is done yet"
                        : "the page shows it up to t = %s"
                                .formatted(
                                        Numbers.brief(history.entries().getLast().row().time(), 4));
        return "This run has not reached its end at t = %s: %s. If it was stopped, 'bugle resume %s' goes on with it."
                .formatted(Numbers.brief(plan.endTime(), 4), reached, files.path());
    }
}
