package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Scheme;
import org.bugle.app.run.Trial;
import org.bugle.app.run.Variant;
import org.bugle.app.run.Yardstick;
import org.bugle.evolution.StepControl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// `bugle check`: is the run file right, what will it cost, and what else would do. It takes a few
/// trial steps and writes nothing.
@Command(
        name = "check",
        description = "Validates a run file; estimates memory, cost and step limit by trial steps.")
final class Check implements Runnable {
    /// What is compared with the file's own integrator.
    private static final List<String> ALTERNATIVES =
            List.of(
                    "projector-splitting:order=2",
                    "bug",
                    "augmented-bug",
                    "midpoint-bug",
                    "parallel-bug",
                    "parallel-bug:order=2");

    /// Seconds of trial steps.
    private static final double LONG_ENOUGH = 1;

    private static final double BRIEFLY = 0.2;

    private static final List<String> SUBSTEPS = List.of("rk4", "dirk2", "exponential");

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunFileOptions file = new RunFileOptions();
    @Mixin private ThreadOptions threads = new ThreadOptions();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Plan<?> plan = Plan.of(file.read());
        plan.header().forEach(row -> line(out, row));
        Trial trial = Trial.of(plan, threads.count(), LONG_ENOUGH);
        memory(plan, trial).forEach(row -> line(out, row));
        time(plan, trial).forEach(row -> line(out, row));
        Yardstick.missing(plan).ifPresent(out::println);
        out.println();
        out.println("alternatives, a trial step each (a step of order 2 may be larger):");
        table(plan.input(), plan.problem().rank()).print(out);
        trial.warning().ifPresent(each -> spec.commandLine().getErr().println("warning: " + each));
        out.flush();
    }

    private static void line(PrintWriter out, Report.Row row) {
        out.println("%-11s %s".formatted(row.label(), row.value()));
    }

    private static List<Report.Row> memory(Plan<?> plan, Trial trial) {
        return List.of(
                new Report.Row(
                        "memory",
                        "factors %s, and about %s while a step is made"
                                .formatted(
                                        Numbers.bytes(bytes(plan, plan.scheme().start().ranks())),
                                        Numbers.bytes(
                                                WORK * bytes(plan, trial.augmentedRanks())))));
    }

    private static long bytes(Plan<?> plan, List<Integer> ranks) {
        return plan.formulation().bytes(ranks);
    }

    /// Factors of the augmented rank that a step holds at a time: bases, K, L and the stages of
    /// their substeps.
    private static final long WORK = 8;

    private static List<Report.Row> time(Plan<?> plan, Trial trial) {
        String all =
                plan.control() instanceof StepControl.Fixed(int steps)
                        ? ", all steps about %s s at the start's rank"
                                .formatted(Numbers.brief(steps * trial.seconds(), 3))
                        : "";
        String limit =
                Double.isInfinite(trial.largestStable())
                        ? "none for " + plan.scheme().substep().name()
                        : "h ≤ %s for %s, which is %d steps"
                                .formatted(
                                        Numbers.brief(trial.largestStable(), 3),
                                        plan.scheme().substep().name(),
                                        (long)
                                                Math.ceil(
                                                        (plan.endTime()
                                                                        - plan.problem()
                                                                                .startTime())
                                                                / trial.largestStable()));
        String known =
                plan.scheme()
                        .explicitPart()
                        .map(table ->
                                "not estimated for the explicit part of %s; none for its implicit part"
                                        .formatted(table.name()))
                        .orElse(limit + " (estimated at the start)");
        return List.of(
                new Report.Row("cost", milliseconds(trial) + " ms a step" + all),
                new Report.Row("step limit", known));
    }

    private static String milliseconds(Trial trial) {
        return Numbers.brief(1e3 * trial.seconds(), 3);
    }

    private Table table(RunInput input, int rank) {
        Table table = new Table("integrator", "order", "substep", "ms a step", "largest stable h");
        ALTERNATIVES.forEach(integrator -> row(table, input, rank, integrator));
        String own = input.integrator().name();
        boolean hasSubstep =
                input.integrator().keys().stream().anyMatch(key -> key.name().equals("substep"));
        if (hasSubstep) {
            SUBSTEPS.forEach(substep -> row(table, input, rank, own + ":substep=" + substep));
        }
        return table;
    }

    private void row(Table table, RunInput input, int rank, String integrator) {
        try {
            Plan<?> plan = Plan.of(Variant.integrator(input, rank, integrator));
            Scheme<?> method = plan.scheme();
            Trial trial = Trial.of(plan, threads.count(), BRIEFLY);
            table.add(
                    integrator,
                    String.valueOf(method.integrator().order()),
                    method.substep().name(),
                    milliseconds(trial),
                    Double.isInfinite(trial.largestStable())
                            ? "any"
                            : Numbers.brief(trial.largestStable(), 3));
        } catch (InputException | ArithmeticException e) {
            table.add(integrator, "", "", "no", Optional.ofNullable(e.getMessage()).orElse(""));
        }
    }
}
