package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Machine;
import org.bugle.app.run.Stopwatch;
import org.bugle.app.run.Version;
import org.bugle.app.sweep.ParameterStudy;
import org.bugle.app.sweep.ResultTable;
import org.bugle.app.sweep.Status;
import org.bugle.app.sweep.StudyFolder;
import org.bugle.app.sweep.StudyHead;
import org.bugle.app.sweep.StudyReport;
import org.bugle.app.sweep.StudyResults;
import org.bugle.app.sweep.StudyRun;
import org.bugle.app.sweep.StudySummary;
import org.bugle.app.sweep.TableFormat;
import org.bugle.app.sweep.Workplace;
import org.bugle.files.AtomicFile;
import org.bugle.files.ResultFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/// `bugle sweep`: a study over parameters, in a folder of its own. What is finished there is not
/// computed again.
@Command(
        name = "sweep",
        description = {
            "Runs a run file for many values of its keys, several cases at a time.",
            "The same command with the same --out, or --resume, goes on after an interruption;"
                    + " finished cases are not run again. Exit code 1 if a case failed."
        })
final class Sweep implements Callable<Integer> {
    /// More cases are not listed on the console.
    private static final int LISTED = 40;

    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private StudyOptions options = new StudyOptions();
    @Mixin private DisplayOptions display = new DisplayOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The study's folder; runs/sweep-PROBLEM-TIMESTAMP unless given.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Goes on with the study of this folder; no FILE then.")
    private Optional<Path> resume = Optional.empty();

    @Option(names = "--force", description = "Replaces another study that the folder holds.")
    private boolean force;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Where to compute; this machine unless given.")
    private String master = "";

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "2",
            description = "At most so many attempts at a case; ${DEFAULT-VALUE} unless given.")
    private int attempts;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Cores to use: so many cases at a time, or fewer cases with several threads"
                            + " each; all cores unless given. On a cluster, the threads of a case.")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--parquet", description = "Writes results.parquet beside results.csv.")
    private boolean parquet;

    @Override
    public Integer call() {
        requireFitting();
        Workplace place = place();
        Optional<TableFormat> format = parquet ? Optional.of(parquet()) : Optional.empty();
        ParameterStudy study =
                resume.map(dir -> Folders.read(() -> StudyFolder.study(dir)))
                        .orElseGet(options::study);
        Path path = resume.or(() -> out).orElseGet(() -> usualFolder(study.problem()));
        try (StudyFolder folder = StudyFolder.hold(path)) {
            if (resume.isEmpty()) {
                folder.enter(study, head(study), force);
            }
            StudyRun run = Folders.read(() -> new StudyRun(study, folder));
            return bugle.interruption().orderly(() -> conducted(run, study, path, place, format));
        }
    }

    private void requireFitting() {
        if (resume.isPresent() && !(options.isEmpty() && out.isEmpty() && !force)) {
            throw new InputException(
                    "--resume takes all from the folder; FILE, --over, --zip, --list, --random,"
                            + " --seed, --set, --out and --force are for a new study");
        }
        if (attempts < 1) {
            throw new InputException("--attempts must be at least 1, found " + attempts);
        }
        threads.filter(count -> count < 1)
                .ifPresent(count -> {
                    throw new InputException("--threads must be at least 1, found " + count);
                });
    }

    private Workplace place() {
        for (Workplace place : ServiceLoader.load(Workplace.class)) {
            if (place.accepts(master)) {
                return place;
            }
        }
        throw new InputException(
                "--master: nothing here knows how to compute on '%s'; leave it out for this machine, or add Bugle's module cluster to the class path for Apache Spark"
                        .formatted(master));
    }

    private static TableFormat parquet() {
        for (TableFormat format : ServiceLoader.load(TableFormat.class)) {
            if (format.ending().equals("parquet")) {
                return format;
            }
        }
        throw new InputException(
                "--parquet needs Bugle's module cluster on the class path; results.csv holds the"
                        + " same table");
    }

    private StudyHead head(ParameterStudy study) {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        return new StudyHead(
                Version.current(),
                Machine.inWords() + (master.isEmpty() ? "" : "; " + master),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                study.base().file().toAbsolutePath().normalize().toString(),
                study.problem(),
                study.base().assignments(),
                options.inWords(),
                study.cases().size(),
                study.digest());
    }

    private static Path usualFolder(String problem) {
        String stamp =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .format(LocalDateTime.now(ZoneId.systemDefault()));
        return Path.of("runs", "sweep-%s-%s".formatted(problem.replace('/', '-'), stamp));
    }

    private int conducted(
            StudyRun run,
            ParameterStudy study,
            Path path,
            Workplace place,
            Optional<TableFormat> format) {
        int cases = study.cases().size();
        int open = run.open().size();
        int cores = threads.orElseGet(Machine::cores);
        int atOnce = Math.clamp(open, 1, cores);
        int each = master.isEmpty() ? cores / atOnce : threads.orElse(1);
        tell("problem", study.problem());
        tell("cases", cases + (open < cases ? ", " + (cases - open) + " of them finished" : ""));
        tell("computed", where(atOnce, each));
        tell("folder", path.toString());
        Stopwatch watch = Stopwatch.started();
        try (SweepConsole console =
                new SweepConsole(
                        spec.commandLine().getErr(),
                        bugle.interruption(),
                        cases,
                        open,
                        master.isEmpty() ? atOnce : 0,
                        display.isQuiet())) {
            run.compute(place, new Workplace.Order(master, attempts, atOnce), each, console);
        }
        return ended(run.results(), path, format, watch.seconds());
    }

    private String where(int atOnce, int each) {
        String words = each == 1 ? "1 thread" : each + " threads";
        return master.isEmpty()
                ? "on this machine, %d at a time, %s each".formatted(atOnce, words)
                : "on %s, %s each".formatted(master, words);
    }

    /// Tells what came out; where the study was interrupted, how to go on.
    private int ended(
            StudyResults results, Path path, Optional<TableFormat> format, double seconds) {
        AtomicFile.write(
                path.resolve("report.html"), new ReportWriter().write(StudyReport.of(results)));
        format.ifPresent(each ->
                each.write(path.resolve("results." + each.ending()), ResultTable.of(results)));
        if (!display.isQuiet()) {
            table(results).print(spec.commandLine().getOut());
        }
        tell("cases", results.tally());
        tell("time", LiveLine.duration(seconds));
        tell("results", path.resolve("results.csv").toString());
        tell("report", path.resolve("report.html").toString());
        PrintWriter console = spec.commandLine().getOut();
        if (display.isJson()) {
            console.println(ResultFile.toText(StudySummary.of(path, results)));
        }
        console.flush();
        if (results.count(Status.OPEN) > 0 || bugle.interruption().isRequested()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "interrupted with %s; go on with 'bugle sweep --resume %s'"
                                    .formatted(results.tally(), path));
            return Interruption.CODE;
        }
        return results.count(Status.FAILED) == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Table table(StudyResults results) {
        List<String> heads = new ArrayList<>(results.keys());
        heads.addFirst("case");
        heads.addAll(List.of("error", "rank", "steps", "seconds", ""));
        Table table = new Table(heads.toArray(String[]::new));
        for (StudyResults.Line line : results.lines().stream().limit(LISTED).toList()) {
            List<String> cells = new ArrayList<>(line.values());
            cells.addFirst(String.valueOf(line.number()));
            cells.addAll(line.outcome());
            cells.add(line.status() == Status.FINISHED ? "" : remark(line));
            table.add(cells.toArray(String[]::new));
        }
        if (results.lines().size() > LISTED) {
            table.add("…");
        }
        return table;
    }

    private static String remark(StudyResults.Line line) {
        return line.result()
                .flatMap(result -> result.message())
                .map(message -> "failed: " + message)
                .orElse(line.status().toString());
    }

    private void tell(String label, String value) {
        if (!display.isQuiet()) {
            PrintWriter console = spec.commandLine().getOut();
            console.println("%-11s %s".formatted(label, value));
            console.flush();
        }
    }
}
