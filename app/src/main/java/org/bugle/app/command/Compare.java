package org.bugle.app.command;

import org.bugle.app.run.Comparison;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Study;
import org.bugle.app.run.Variant;
import org.bugle.app.run.Vocabulary;
import org.bugle.files.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle compare`: the same problem with several integrators; every row is a result, or a sentence
/// that says why not.
@Command(
        name = "compare",
        description = {
            "Runs one problem with several integrators: error, rank, time, memory.",
            "For several run files, the relative errors of integrator × problem."
        })
final class Compare implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunFilesOptions files = new RunFilesOptions();
    @Mixin private ThreadOptions threads = new ThreadOptions();

    @Mixin private FigureOptions figures = new FigureOptions();

    @Option(
            names = "--integrators",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Integrators, with keys of their own behind colons: parallel-bug:order=2; all"
                            + " low-rank ones that fit unless given.")
    private List<String> integrators = new ArrayList<>();

    @Option(
            names = "--table",
            paramLabel = "FILE.md",
            description = "Writes the relative errors of integrator × problem as Markdown there.")
    private Optional<Path> markdown = Optional.empty();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<RunInput> inputs = files.read();
        List<String> methods = integrators.isEmpty() ? usual(inputs) : integrators;
        for (RunInput input : inputs) {
            methods.forEach(words -> Variant.requireKnown(words, input.plugins()));
        }
        figures.requireFolder();
        List<Comparison.Line> lines = new ArrayList<>();
        for (RunInput input : inputs) {
            Comparison.Line line = line(input, methods);
            lines.add(line);
            if (inputs.size() > 1) {
                out.println(input.file().problem());
            }
            table(methods, line).print(out);
        }
        Comparison comparison = new Comparison(methods, lines);
        markdown.ifPresent(file -> AtomicFile.write(file, comparison.markdown()));
        figures.write(comparison.report(), out);
        if (bugle.interruption().isRequested()) {
            return Interruption.CODE;
        }
        boolean any =
                lines.stream()
                        .flatMap(line -> line.findings().stream())
                        .anyMatch(Study.Finding.Measured.class::isInstance);
        return any ? ExitCode.DONE : ExitCode.FAILED;
    }

    /// A table has a column for each; one problem is run with those that fit it.
    private List<String> usual(List<RunInput> inputs) {
        return markdown.isPresent() || inputs.size() > 1
                ? Vocabulary.lowRank()
                : Vocabulary.lowRank(inputs.getFirst().file());
    }

    private Comparison.Line line(RunInput input, List<String> methods) {
        Plan<?> plan = Plan.of(input);
        Study study = new Study(plan, threads.count(), bugle.interruption());
        List<Study.Finding> findings = new ArrayList<>();
        for (String words : methods) {
            findings.add(study.run(() -> Variant.integrator(input, plan.problem().rank(), words)));
        }
        return new Comparison.Line(input.file().problem(), findings);
    }

    private static Table table(List<String> methods, Comparison.Line line) {
        Table table =
                new Table("integrator", "error", "rank", "at most", "steps", "seconds", "factors");
        for (int i = 0; i < methods.size(); i++) {
            row(table, methods.get(i), line.findings().get(i));
        }
        return table;
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
