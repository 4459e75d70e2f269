package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Study;
import org.bugle.app.run.Variant;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `bugle compare`: the same problem with several integrators; every row is a result, or a sentence
/// that says why not.
@Command(
        name = "compare",
        description = "Runs one problem with several integrators: error, rank, time, memory.")
final class Compare implements Callable<Integer> {
    private static final List<String> ALL =
            List.of(
                    "projector-splitting",
                    "projector-splitting:order=2",
                    "bug",
                    "augmented-bug",
                    "midpoint-bug",
                    "parallel-bug",
                    "parallel-bug:order=2",
                    "projected-rk",
                    "retraction-euler",
                    "afe",
                    "prh",
                    "aprh",
                    "chart-rk");

    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunFileOptions file = new RunFileOptions();
    @Mixin private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--integrators",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Integrators, with keys of their own behind colons: parallel-bug:order=2; all"
                            + " low-rank ones unless given.")
    private List<String> integrators = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunInput input = file.read();
        integrators.forEach(Variant::requireKnown);
        Plan plan = Plan.of(input);
        Study study = new Study(plan, threads.count(), bugle.interruption());
        Table table =
                new Table("integrator", "error", "rank", "at most", "steps", "seconds", "factors");
        boolean any = false;
        for (String words : integrators.isEmpty() ? ALL : integrators) {
            Study.Finding finding =
                    study.run(() -> Variant.integrator(input, plan.problem().rank(), words));
            any |= finding instanceof Study.Finding.Measured;
            row(table, words, finding);
        }
        table.print(out);
        if (bugle.interruption().isRequested()) {
            return Interruption.CODE;
        }
        return any ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void row(Table table, String words, Study.Finding finding) {
        switch (finding) {
            case Study.Finding.Measured run ->
                    table.add(
                            words,
                            run.error().map(e -> Numbers.scientific(e.relative())).orElse("-"),
                            String.valueOf(run.rank()),
                            String.valueOf(run.maxRank()),
                            String.valueOf(run.steps()),
                            Numbers.brief(run.seconds(), 3),
                            Numbers.bytes(run.bytes()));
            case Study.Finding.Failed(String sentence) -> table.add(words, "failed: " + sentence);
            case Study.Finding.Stopped() -> table.add(words, "stopped");
        }
    }
}
