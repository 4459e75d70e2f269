package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.papers.Papers;
import org.bugle.app.report.Report;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Reproduction;
import org.bugle.app.reproduce.Results;
import org.bugle.app.reproduce.Row;
import org.bugle.app.reproduce.Summary;
import org.bugle.app.reproduce.Tally;
import org.bugle.app.reproduce.Verdict;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Stopwatch;
import org.bugle.app.run.Version;
import org.bugle.files.AtomicFile;
import org.bugle.files.ResultFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle reproduce`: the experiments of a paper, claim by claim.
@Command(
        name = "reproduce",
        description = {
            "Runs a paper's experiments again: claim, expected figure, measured figure, verdict.",
            "An expected figure is the paper's only where it says so. Exit code 1 if a claim"
                    + " differs.",
            "For all papers it tells a line an experiment, and the claims that differ."
        })
final class Reproduce implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ThreadOptions threads = new ThreadOptions();
    @Mixin private FigureOptions figures = new FigureOptions();

    @Parameters(
            index = "0",
            paramLabel = "PAPER",
            description = "Its name, see bugle list papers; its arXiv number; or all.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "One of its experiments; all unless given.")
    private Optional<String> experiment = Optional.empty();

    @Option(
            names = "--full",
            description = "Runs the cases of more than a minute too, which are left out else.")
    private boolean full;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where result.json and report.html go; runs/reproduce-PAPER-TIMESTAMP unless"
                            + " given.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replaces a result that the folder holds.")
    private boolean force;

    @Override
    public Integer call() {
        List<Paper> papers = papers();
        Path folder = out.orElseGet(this::usualFolder);
        if (Files.exists(folder.resolve("result.json")) && !force) {
            throw new InputException(
                    folder + " holds a result; choose another folder, or replace it with --force");
        }
        figures.requireFolder();
        PrintWriter console = spec.commandLine().getOut();
        Summary summary = bugle.interruption().orderly(() -> reproduced(papers, folder));
        if (papers.size() > 1) {
            table(summary).print(console);
        }
        console.println(
                "%s: %s in %s s"
                        .formatted(
                                name,
                                summary.tally().words(),
                                Numbers.brief(summary.seconds(), 3)));
        console.println(folder.resolve("report.html"));
        console.flush();
        if (bugle.interruption().isRequested()) {
            return Interruption.CODE;
        }
        return summary.differing().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /// Runs the papers and writes what came out, even where the user stops it.
    private Summary reproduced(List<Paper> papers, Path folder) {
        PrintWriter console = spec.commandLine().getOut();
        Stopwatch watch = Stopwatch.started();
        List<Results.OfPaper> found = new ArrayList<>();
        for (Paper paper : papers) {
            console.println(title(paper));
            Reproduction reproduction =
                    new Reproduction(paper, full, threads.count(), bugle.interruption());
            found.add(
                    new Results.OfPaper(
                            paper, reproduction.run(papers.size() == 1 ? rows() : experiments())));
        }
        Results results = new Results(found, Version.current(), full, watch.seconds());
        write(folder, results);
        figures.write(results.report(), console);
        return results.summary();
    }

    /// Tells every row.
    private Reproduction.Watcher rows() {
        return new Reproduction.Watcher() {
            @Override
            public void row(Row row) {
                tell(row);
            }

            @Override
            public void ended(Reproduction.Finding finding) {}
        };
    }

    /// Tells a line an experiment, and the rows that differ.
    private Reproduction.Watcher experiments() {
        LiveLine line = new LiveLine(spec.commandLine().getErr(), false);
        return new Reproduction.Watcher() {
            @Override
            public void row(Row row) {
                line.show(() -> "  %s %s".formatted(row.experiment(), row.claim()));
                if (row.verdict() == Verdict.DIFFERS) {
                    line.end();
                    tell(row);
                }
            }

            @Override
            public void ended(Reproduction.Finding finding) {
                line.end();
                PrintWriter console = spec.commandLine().getOut();
                console.println(
                        "  %-4s %s: %s in %s s"
                                .formatted(
                                        finding.experiment().id(),
                                        finding.experiment().title(),
                                        Tally.of(finding.rows()).words(),
                                        Numbers.brief(finding.seconds(), 3)));
                console.flush();
            }
        };
    }

    private static Table table(Summary summary) {
        Report.Table overview = Results.overview(summary);
        Table table = new Table(overview.heads().toArray(String[]::new));
        overview.rows().forEach(row -> table.add(row.toArray(String[]::new)));
        return table;
    }

    private List<Paper> papers() {
        if (!name.equals(Results.ALL)) {
            Paper paper = Papers.named(name);
            return List.of(experiment.map(id -> Papers.only(paper, id)).orElse(paper));
        }
        if (experiment.isPresent()) {
            throw new InputException(
                    "an experiment belongs to one paper; found '%s' for all papers"
                            .formatted(experiment.get()));
        }
        return Papers.all();
    }

    private Path usualFolder() {
        String stamp =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .format(LocalDateTime.now(ZoneId.systemDefault()));
        return Path.of("runs", "reproduce-" + name + "-" + stamp);
    }

    private static String title(Paper paper) {
        return "%s: %s (arXiv:%s)".formatted(paper.name(), paper.title(), paper.arxiv());
    }

    private void tell(Row row) {
        PrintWriter console = spec.commandLine().getOut();
        String found = row.reason().orElseGet(() -> "measured " + row.number());
        console.println(
                "  %-10s  %-4s %s: %s, expected %s (%s)"
                        .formatted(
                                row.verdict(),
                                row.experiment(),
                                row.claim(),
                                found,
                                row.criterion(),
                                row.source()));
        console.flush();
    }

    private static void write(Path folder, Results results) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("--out: " + folder + " cannot be made a folder");
        }
        AtomicFile.write(folder.resolve("report.html"), new ReportWriter().write(results.report()));
        ResultFile.write(
                folder.resolve("result.json"), results.summary()); // last: it marks the end
    }
}
