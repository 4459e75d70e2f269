package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.Report;
import org.bugle.app.report.ReportSource;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.RunComparison;
import org.bugle.app.run.RunRecord;
import org.bugle.app.sweep.StudyFolder;
import org.bugle.app.sweep.StudyReport;
import org.bugle.app.train.TrainComparison;
import org.bugle.app.train.TrainRecord;
import org.bugle.files.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/// `bugle report`: the page of a run made again from its folder, or several runs on one page.
@Command(
        name = "report",
        description = {
            "Makes the report of a run, a training or a study again from its folder, also of an"
                    + " unfinished one.",
            "Several folders are compared on one page: a table, what differs between their run"
                    + " files, and their curves in common figures."
        })
final class MakeReport implements Callable<Integer> {
    private static final Path COMPARISON = Path.of("compare-report.html");

    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();
    @Mixin private FigureOptions figures = new FigureOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders of runs, or of trainings; or one of a study.")
    private List<Path> dirs = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE.html",
            description =
                    "Where the page goes; DIR/report.html, or compare-report.html here for"
                            + " several folders.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replaces a file that --out or the comparison meets.")
    private boolean force;

    @Override
    public Integer call() {
        List<Path> folders = dirs.stream().distinct().toList();
        Path file =
                out.orElseGet(() ->
                        folders.size() == 1
                                ? folders.getFirst().resolve("report.html")
                                : COMPARISON);
        boolean own = folders.size() == 1 && out.isEmpty();
        if (!own && !force && Files.exists(file)) {
            throw new InputException(
                    file + " is there already; name another by --out, or replace it with --force");
        }
        figures.requireFolder();
        Report report =
                Folders.read(
                        () -> folders.size() == 1 ? single(folders.getFirst()) : compared(folders));
        AtomicFile.write(file, new ReportWriter().write(report));
        spec.commandLine().getOut().println(file);
        figures.write(report, spec.commandLine().getOut());
        return bugle.interruption().isRequested() ? Interruption.CODE : ExitCode.DONE;
    }

    /// The folder's own name, or its path where another folder is called the same.
    private static String name(Path dir, List<Path> all) {
        String name = last(dir);
        boolean alone = all.stream().filter(each -> last(each).equals(name)).count() == 1;
        return alone ? name : dir.toString();
    }

    private static String last(Path dir) {
        return String.valueOf(dir.toAbsolutePath().normalize().getFileName());
    }

    private Report single(Path dir) {
        return StudyFolder.isStudy(dir)
                ? StudyReport.of(dir)
                : Records.open(dir, plugins.paths()).report();
    }

    private Report compared(List<Path> folders) {
        folders.stream()
                .filter(StudyFolder::isStudy)
                .findFirst()
                .ifPresent(dir -> {
                    throw new InputException(
                            dir + " holds a study; its cases stand on one page already");
                });
        SequencedMap<String, ReportSource> sources = new LinkedHashMap<>();
        folders.forEach(dir -> sources.put(name(dir, folders), Records.open(dir, plugins.paths())));
        SequencedMap<String, RunRecord<?>> runs = new LinkedHashMap<>();
        SequencedMap<String, TrainRecord> trainings = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            if (source instanceof RunRecord<?> run) {
                runs.put(name, run);
            } else if (source instanceof TrainRecord training) {
                trainings.put(name, training);
            }
        });
        if (!runs.isEmpty() && !trainings.isEmpty()) {
            throw new InputException(
                    "%s holds a run and %s a training; compare folders of one kind"
                            .formatted(
                                    runs.firstEntry().getKey(), trainings.firstEntry().getKey()));
        }
        return trainings.isEmpty()
                ? new RunComparison(runs).report()
                : new TrainComparison(trainings).report();
    }
}
