package org.bugle.app.sweep;

import org.bugle.app.config.Binder;
import org.bugle.app.config.InputException;
import org.bugle.app.config.YamlSource;
import org.bugle.app.config.YamlWriter;
import org.bugle.files.AtomicFile;
import org.bugle.files.FileException;
import org.bugle.files.ProcessLock;
import org.bugle.files.ResultFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The folder of a study, held by this process until it is closed. Each file is there as a whole or
/// not at all, so that a study can be killed at any time.
public final class StudyFolder implements AutoCloseable {
    private static final String HEAD = "study.yaml";
    private static final String BASE = "base.yaml";
    private static final String CASES = "cases.csv";
    private static final String NUMBER = "number";
    private static final String STATUS = "status";

    private final Path path;
    private final ProcessLock lock;

    private StudyFolder(Path path, ProcessLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Takes a folder, which is made if it is not there.
    ///
    /// @throws InputException if another process works in it, or it is a file
    /// @throws FileException if it cannot be made
    public static StudyFolder hold(Path path) {
        if (Files.isRegularFile(path)) {
            throw new InputException(path + ": is a file, but a study needs a folder");
        }
        try {
            Files.createDirectories(path.resolve("cases"));
        } catch (IOException e) {
            throw FileException.reading(path, e);
        }
        Path file = path.resolve(".lock");
        ProcessLock lock =
                ProcessLock.tryTake(file)
                        .orElseThrow(() ->
                                new InputException(
                                        "%s: a study is going on here (process %s); stop it or choose another folder"
                                                .formatted(path, ProcessLock.holder(file))));
        return new StudyFolder(path, lock);
    }

    public Path path() {
        return path;
    }

    /// Whether a folder holds a study.
    public static boolean isStudy(Path path) {
        return Files.isRegularFile(path.resolve(HEAD));
    }

    /// Makes this the folder of the study: of a new one, or of the one that was begun here.
    ///
    /// @param force whether another study is to be deleted
    /// @throws InputException if the folder holds another study, or a run
    public void enter(ParameterStudy study, StudyHead head, boolean force) {
        if (isStudy(path) && head(path).digest().equals(study.digest())) {
            return;
        }
        if (!force) {
            refuseIfTaken();
        }
        clear();
        AtomicFile.write(path.resolve(BASE), study.base().text());
        writeCases(study.design().keys(), open(study.design()));
        AtomicFile.write( // last: it makes the folder that of a study
                path.resolve(HEAD),
                "# A study of bugle sweep; 'bugle sweep --resume' with this folder goes on with"
                        + " it.\n"
                        + YamlWriter.write(head, StudyHead.settings()));
    }

    private static List<StudyResults.Line> open(Design design) {
        return StudyResults.lines(
                design, design.rows().stream().map(_ -> Optional.<CaseResult>empty()).toList());
    }

    private void refuseIfTaken() {
        if (isStudy(path)) {
            StudyHead other = head(path);
            throw new InputException(
                    "%s: holds another study (%s, %d cases of %s); choose another folder, or replace it with --force"
                            .formatted(path, other.design(), other.cases(), other.problem()));
        }
        if (Files.exists(path.resolve("run.yaml"))) {
            throw new InputException(path + ": holds a run; choose another folder");
        }
    }

    private void clear() {
        try (Stream<Path> cases = Files.list(path.resolve("cases"));
                Stream<Path> files = Files.list(path)) {
            Files.deleteIfExists(path.resolve(HEAD)); // first: what is left is no study
            for (Path file : cases.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
            for (Path file : files.filter(StudyFolder::isOutcome).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw FileException.reading(path, e);
        }
    }

    private static boolean isOutcome(Path file) {
        return file.getFileName().toString().matches("results\\..*|report\\.html");
    }

    /// @throws InputException if the folder holds no study, or a damaged one
    public static StudyHead head(Path path) {
        if (!isStudy(path)) {
            throw new InputException(path + ": holds no study: there is no study.yaml in it");
        }
        return Binder.bind(YamlSource.read(path.resolve(HEAD)), StudyHead.settings());
    }

    /// The study that a folder holds, checked anew.
    ///
    /// @throws InputException if there is none, or it is not what it was when it began
    public static ParameterStudy study(Path path) {
        StudyHead head = head(path);
        ParameterStudy study =
                ParameterStudy.of(
                        new ParameterStudy.Base(Path.of(head.file()), base(path), head.set()),
                        design(path));
        if (!study.digest().equals(head.digest())) {
            throw new InputException(
                    path
                            + ": its cases are not those that the study began with; a file of it"
                            + " was changed, or defaults are others in this version of bugle; begin"
                            + " a new study");
        }
        return study;
    }

    private static String base(Path path) {
        Path file = path.resolve(BASE);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    /// All columns but the first and the last one.
    private static Design design(Path path) {
        Design all = Design.list(path.resolve(CASES));
        return new Design(inner(all.keys()), all.rows().stream().map(StudyFolder::inner).toList());
    }

    private static List<String> inner(List<String> cells) {
        return cells.subList(1, cells.size() - 1);
    }

    /// What is there of the study in a folder; no other process is disturbed.
    ///
    /// @throws InputException if there is none, or it is damaged
    public static StudyResults results(Path path) {
        StudyHead head = head(path);
        Design design = design(path);
        List<Optional<CaseResult>> results =
                IntStream.rangeClosed(1, design.rows().size())
                        .mapToObj(number -> result(path, number))
                        .toList();
        return new StudyResults(
                head, base(path), design.keys(), StudyResults.lines(design, results));
    }

    /// What is there of a case; empty if it was not computed.
    Optional<CaseResult> result(StudyCase wanted) {
        return result(path, wanted.number())
                .filter(found -> found.digest().equals(wanted.digest()));
    }

    private static Optional<CaseResult> result(Path path, int number) {
        Path file = file(path, number);
        return Files.exists(file)
                ? Optional.of(ResultFile.read(file, CaseResult.class))
                : Optional.empty();
    }

    private static Path file(Path path, int number) {
        return path.resolve("cases").resolve("%04d.json".formatted(number));
    }

    void write(CaseResult result) {
        ResultFile.write(file(path, result.number()), result);
    }

    /// Writes the tables of what is there.
    void write(StudyResults results) {
        writeCases(results.keys(), results.lines());
        AtomicFile.write(path.resolve("results.csv"), ResultTable.of(results).csv());
    }

    private void writeCases(List<String> keys, List<StudyResults.Line> lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(NUMBER, keys, STATUS));
        for (StudyResults.Line line : lines) {
            rows.add(row(String.valueOf(line.number()), line.values(), line.status().toString()));
        }
        AtomicFile.write(path.resolve(CASES), Csv.write(rows));
    }

    private static List<String> row(String first, List<String> cells, String last) {
        List<String> row = new ArrayList<>(cells);
        row.addFirst(first);
        row.addLast(last);
        return row;
    }

    @Override
    public void close() {
        lock.close();
    }
}
