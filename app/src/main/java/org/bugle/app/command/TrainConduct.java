package org.bugle.app.command;

import org.bugle.app.report.Report;
import org.bugle.app.run.Interruption;
import org.bugle.app.train.TrainOutcome;
import org.bugle.app.train.TrainPlan;
import org.bugle.app.train.TrainRecord;
import org.bugle.app.train.TrainRow;
import org.bugle.app.train.TrainSession;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;
import org.bugle.neural.method.TrainingState;

import picocli.CommandLine.Model.CommandSpec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Conducts a training in its folder, and tells the user of it: what `train` and `resume` share.
final class TrainConduct {
    private static final int BAR = 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final DisplayOptions options;
    private final WatchOptions watch;
    private final Bugle bugle;
    private final TrainPlan plan;
    private final RunFolder folder;

    TrainConduct(
            CommandSpec spec,
            DisplayOptions options,
            WatchOptions watch,
            Bugle bugle,
            TrainPlan plan,
            RunFolder folder) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.options = options;
        this.watch = watch;
        this.bugle = bugle;
        this.plan = plan;
        this.folder = folder;
    }

    /// @return the exit code
    int start() {
        return conduct(TrainSession::start);
    }

    /// @return the exit code
    int resume() {
        return conduct(TrainSession::resume);
    }

    private int conduct(Function<TrainSession, TrainingState> work) {
        bugle.logInto(folder.log());
        tell(plan.header());
        tell(List.of(new Report.Row("folder", folder.path().toString())));
        TrainOutcome.writeInput(plan, folder);
        try (LivePage page = watch.start(() -> new TrainRecord(folder.look()), err)) {
            int code = conducted(work);
            folder.close(); // others may use the training while its page stays
            return page.stay(bugle.interruption(), code);
        }
    }

    private int conducted(Function<TrainSession, TrainingState> work) {
        TrainingState end = bugle.interruption().orderly(() -> ended(work));
        if (!plan.training().isFinished(end)) {
            return Interruption.CODE;
        }
        TrainOutcome outcome = TrainOutcome.of(plan, folder, end);
        outcome.write(folder);
        tell(outcome.rows());
        outcome.warnings().forEach(sentence -> err.println("warning: " + sentence));
        tell(List.of(new Report.Row("report", folder.report().toString())));
        if (options.isJson()) {
            out.println(ResultFile.toText(outcome.result()));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /// The message belongs to the orderly end: the process may be gone right after it.
    private TrainingState ended(Function<TrainSession, TrainingState> work) {
        Screen screen = new Screen();
        try {
            TrainingState end = work.apply(new TrainSession(plan, folder, screen));
            screen.line.end();
            if (!plan.training().isFinished(end)) {
                err.println(
                        "interrupted after iteration %d; go on with 'bugle resume %s'"
                                .formatted(end.iteration(), folder.path()));
            }
            return end;
        } finally {
            screen.line.end();
        }
    }

    /// A bar that is rewritten, and a line an epoch.
    private final class Screen implements TrainSession.Watcher {
        private final LiveLine line = new LiveLine(err, options.isQuiet());
        private long first = -1;

        @Override
        public void progress(
                long iteration, long iterations, long epoch, double loss, String ranks) {
            if (first < 0) {
                first = iteration - 1;
            }
            line.show(() -> bar(iteration, iterations, epoch, loss, ranks));
        }

        private String bar(long iteration, long iterations, long epoch, double loss, String ranks) {
            double share = (double) iteration / iterations;
            int full = (int) (BAR * share);
            double rate = (iteration - first) / line.seconds();
            return String.format(
                    Locale.ROOT,
                    "[%s%s] epoch %d  iteration %d of %d  loss %.4g%s  %.3g/s  %s left",
                    "#".repeat(full),
                    ".".repeat(BAR - full),
                    epoch + 1,
                    iteration,
                    iterations,
                    loss,
                    ranks.isEmpty() ? "" : "  ranks " + ranks,
                    rate,
                    LiveLine.duration((iterations - iteration) / rate));
        }

        @Override
        public void record(TrainRow row) {
            if (row.iteration() == 0 || !Double.isFinite(row.testLoss())) {
                return;
            }
            line.end();
            tell(List.of(new Report.Row("epoch " + row.epoch(), words(row))));
        }

        private static String words(TrainRow row) {
            String accuracy =
                    Double.isFinite(row.testAccuracy())
                            ? String.format(Locale.ROOT, ", accuracy %.4f", row.testAccuracy())
                            : "";
            String ranks = row.ranks().isEmpty() ? "" : ", ranks " + TrainRow.rankText(row);
            return String.format(
                    Locale.ROOT,
                    "loss %.4g, test loss %.4g%s%s, %d parameters",
                    row.loss(),
                    row.testLoss(),
                    accuracy,
                    ranks,
                    row.parameters());
        }

        @Override
        public boolean isCancelled() {
            return bugle.interruption().isRequested();
        }
    }

    private void tell(List<Report.Row> rows) {
        if (!options.isQuiet()) {
            rows.forEach(row -> out.println("%-11s %s".formatted(row.label(), row.value())));
            out.flush();
        }
    }
}
