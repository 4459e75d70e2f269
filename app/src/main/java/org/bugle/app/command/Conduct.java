package org.bugle.app.command;

import org.bugle.app.report.Report;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Outcome;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunRecord;
import org.bugle.app.run.Simulation;
import org.bugle.evolution.Checkpoint;
import org.bugle.evolution.Trajectory;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;
import org.bugle.lowrank.State;

import picocli.CommandLine.Model.CommandSpec;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/// Conducts a run in its folder, and tells the user of it: what `run` and `resume` share.
///
/// @param <Y> the format of the solution
final class Conduct<Y extends State<Y>> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final RunOptions options;
    private final Bugle bugle;
    private final Plan<Y> plan;
    private final RunFolder folder;
    private final Console console;

    Conduct(CommandSpec spec, RunOptions options, Bugle bugle, Plan<Y> plan, RunFolder folder) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.options = options;
        this.bugle = bugle;
        this.plan = plan;
        this.folder = folder;
        this.console = new Console(err, bugle.interruption(), options.isQuiet());
    }

    /// @return the exit code
    int start() {
        return conduct(Simulation::start);
    }

    /// @return the exit code
    int resume(Checkpoint<Y> checkpoint) {
        return conduct(simulation -> simulation.resume(checkpoint));
    }

    private int conduct(Function<Simulation<Y>, Trajectory<Y>> work) {
        bugle.logInto(folder.log());
        tell(plan.header());
        tell(
                List.of(
                        new Report.Row("threads", String.valueOf(options.threads())),
                        new Report.Row("folder", folder.path().toString())));
        Outcome.writeInput(plan, folder);
        try (LivePage page =
                options.watch().start(() -> new RunRecord<>(plan, folder.look()), err)) {
            int code = conducted(work);
            folder.close(); // others may go on with the run while its page stays
            return page.stay(bugle.interruption(), code);
        }
    }

    private int conducted(Function<Simulation<Y>, Trajectory<Y>> work) {
        Trajectory<Y> trajectory = bugle.interruption().orderly(() -> ended(work));
        if (trajectory.outcome() == Trajectory.Outcome.CANCELLED) {
            return Interruption.CODE;
        }
        Outcome<Y> outcome = Outcome.of(plan, folder, trajectory);
        outcome.write(folder);
        tell(outcome.summary().rows());
        outcome.warnings().stream()
                .filter(each -> !trajectory.warnings().contains(each)) // told when it arose
                .forEach(console::warn);
        tell(List.of(new Report.Row("report", folder.report().toString())));
        if (options.isJson()) {
            out.println(ResultFile.toText(outcome.summary().result()));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /// The message belongs to the orderly end: the process may be gone right after it.
    private Trajectory<Y> ended(Function<Simulation<Y>, Trajectory<Y>> work) {
        try {
            Trajectory<Y> trajectory =
                    work.apply(new Simulation<>(plan, folder, options.threads(), console));
            console.end(); // before the sentence, and where there is an exception
            if (trajectory.outcome() == Trajectory.Outcome.CANCELLED) {
                err.println(
                        "interrupted at t = %s; go on with 'bugle resume %s'"
                                .formatted(Numbers.brief(trajectory.time()), folder.path()));
            }
            return trajectory;
        } finally {
            console.end();
        }
    }

    private void tell(List<Report.Row> rows) {
        for (Report.Row row : rows) {
            note("%-11s %s".formatted(row.label(), row.value()));
        }
    }

    private void note(String line) {
        if (!options.isQuiet()) {
            out.println(line);
        }
    }
}
