package org.bugle.app.command;

import org.bugle.app.report.Report;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Outcome;
import org.bugle.app.run.Plan;
import org.bugle.app.run.Simulation;
import org.bugle.app.run.Yardstick;
import org.bugle.evolution.Trajectory;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;
import org.bugle.lowrank.LowRankMatrix;

import picocli.CommandLine.Model.CommandSpec;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/// Conducts a run in its folder, and tells the user of it: what `run` and `resume` share.
final class Conduct {
    private final PrintWriter out;
    private final PrintWriter err;
    private final RunOptions options;
    private final Interruption interruption;
    private final Plan plan;
    private final RunFolder folder;
    private final Console console;

    Conduct(CommandSpec spec, RunOptions options, Bugle bugle, Plan plan, RunFolder folder) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.options = options;
        this.interruption = bugle.interruption();
        this.plan = plan;
        this.folder = folder;
        this.console = new Console(err, bugle.interruption(), options.isQuiet());
    }

    /// @return the exit code
    int start() {
        return conduct(Simulation::start);
    }

    private int conduct(Function<Simulation, Trajectory<LowRankMatrix>> work) {
        tell(plan.header());
        tell(
                List.of(
                        new Report.Row("threads", String.valueOf(options.threads())),
                        new Report.Row("folder", folder.path().toString())));
        Yardstick.missing(plan).ifPresent(this::note);
        Outcome.writeInput(plan, folder);
        Simulation simulation = new Simulation(plan, folder, options.threads(), console);
        // the message belongs to the orderly end: the process may be gone right after it
        Trajectory<LowRankMatrix> trajectory =
                interruption.orderly(() -> {
                    Trajectory<LowRankMatrix> ended = work.apply(simulation);
                    console.end();
                    if (ended.outcome() == Trajectory.Outcome.CANCELLED) {
                        err.println(
                                "interrupted at t = %s; go on with 'bugle resume %s'"
                                        .formatted(Numbers.brief(ended.time()), folder.path()));
                    }
                    return ended;
                });
        if (trajectory.outcome() == Trajectory.Outcome.CANCELLED) {
            return ExitCode.INTERRUPTED;
        }
        Outcome outcome = Outcome.of(plan, folder, trajectory);
        outcome.write(folder, simulation);
        tell(outcome.summary().rows());
        note(folder.report().toString());
        if (options.isJson()) {
            out.println(ResultFile.toText(outcome.summary().result()));
        }
        out.flush();
        return ExitCode.DONE;
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
