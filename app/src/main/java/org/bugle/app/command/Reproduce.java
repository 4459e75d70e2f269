package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.papers.Papers;
import org.bugle.app.report.Report;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Reproduction;
import org.bugle.app.reproduce.Row;
import org.bugle.app.reproduce.Summary;
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
                    + " differs."
        })
final class Reproduce implements Callable<Integer> {
    private static final String ALL = "all";

    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ThreadOptions threads = new ThreadOptions();

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
        PrintWriter console = spec.commandLine().getOut();
        Stopwatch watch = Stopwatch.started();
        List<Row> rows = new ArrayList<>();
        List<Report.Section> sections = new ArrayList<>();
        bugle.interruption()
                .orderly(() -> {
                    for (Paper paper : papers) {
                        console.println(title(paper));
                        new Reproduction(paper, full, threads.count(), bugle.interruption())
                                .run(row -> tell(console, row))
                                .forEach(finding -> {
                                    rows.addAll(named(paper, papers, finding.rows()));
                                    sections.addAll(finding.sections());
                                });
                    }
                    Summary summary = summary(papers, watch.seconds(), rows);
                    write(folder, summary, sections);
                    console.println(
                            "%s: %s in %s s"
                                    .formatted(
                                            name,
                                            summary.words(),
                                            Numbers.brief(summary.seconds(), 3)));
                    console.println(folder.resolve("report.html"));
                    console.flush();
                    return summary;
                });
        if (bugle.interruption().isRequested()) {
            return Interruption.CODE;
        }
        boolean differs = rows.stream().anyMatch(row -> row.verdict() == Verdict.DIFFERS);
        return differs ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<Paper> papers() {
        if (!name.equals(ALL)) {
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

    private static void tell(PrintWriter console, Row row) {
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

    private static List<Row> named(Paper paper, List<Paper> papers, List<Row> rows) {
        return papers.size() == 1
                ? rows
                : rows.stream().map(row -> row.under(paper.name())).toList();
    }

    private Summary summary(List<Paper> papers, double seconds, List<Row> rows) {
        boolean one = papers.size() == 1;
        return new Summary(
                one ? papers.getFirst().name() : ALL,
                one ? papers.getFirst().arxiv() : "",
                Version.current(),
                full,
                seconds,
                rows);
    }

    private void write(Path folder, Summary summary, List<Report.Section> sections) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("--out: " + folder + " cannot be made a folder");
        }
        List<Report.Note> differing =
                summary.rows().stream()
                        .filter(row -> row.verdict() == Verdict.DIFFERS)
                        .map(row ->
                                Report.Note.warning(
                                        "%s differs: %s".formatted(row.experiment(), row.claim())))
                        .toList();
        Report report =
                new Report(
                        "Reproduction: " + summary.paper(),
                        List.of(
                                new Report.Row("verdicts", summary.words()),
                                new Report.Row("set", full ? "full" : "quick"),
                                new Report.Row("time", Numbers.brief(summary.seconds(), 3) + " s"),
                                new Report.Row("version", summary.version())),
                        differing,
                        sections,
                        "",
                        papers().stream().map(Reproduce::title).toList());
        AtomicFile.write(folder.resolve("report.html"), new ReportWriter().write(report));
        ResultFile.write(folder.resolve("result.json"), summary); // last: it marks the end
    }
}
