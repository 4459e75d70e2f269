package org.bugle.app.sweep;

import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The page that shows a study: results over the numbers that vary, and all cases by their error.
public final class StudyReport {
    /// More rows are for programs, which read `results.csv`.
    private static final int ROWS = 1000;

    /// So many failures stand above the figures.
    private static final int NOTES = 5;

    private final StudyResults study;

    private StudyReport(StudyResults study) {
        this.study = study;
    }

    /// @throws org.bugle.app.config.InputException if the folder holds no study
    public static Report of(Path folder) {
        return of(StudyFolder.results(folder));
    }

    public static Report of(StudyResults study) {
        StudyReport report = new StudyReport(study);
        List<Report.Section> sections = new ArrayList<>(StudyFigures.of(study));
        sections.add(new Report.Section("Cases", List.of(report.table()), List.of()));
        return new Report(
                "Study of " + study.head().problem(),
                report.summary(),
                report.notes(),
                sections,
                study.base(),
                List.of());
    }

    private List<Report.Row> summary() {
        List<Report.Row> rows = new ArrayList<>();
        rows.add(new Report.Row("problem", study.head().problem()));
        rows.add(new Report.Row("cases", study.tally()));
        rows.add(new Report.Row("design", study.head().design()));
        rows.add(new Report.Row("run file", study.head().file()));
        if (!study.head().set().isEmpty()) {
            rows.add(new Report.Row("set", String.join(", ", study.head().set())));
        }
        best().ifPresent(line -> rows.add(new Report.Row("smallest error", words(line))));
        rows.add(new Report.Row("time", Numbers.brief(seconds(), 3) + " s in all cases"));
        rows.add(new Report.Row("begun", study.head().begun()));
        rows.add(new Report.Row("machine", study.head().machine()));
        rows.add(new Report.Row("version", study.head().version()));
        return rows;
    }

    private double seconds() {
        return study.lines().stream()
                .flatMap(line -> line.result().stream())
                .mapToDouble(CaseResult::seconds)
                .filter(Double::isFinite)
                .sum();
    }

    private Optional<StudyResults.Line> best() {
        return sorted().stream().filter(line -> line.error().isPresent()).findFirst();
    }

    private String words(StudyResults.Line line) {
        List<String> values = new ArrayList<>();
        for (int k = 0; k < study.keys().size(); k++) {
            values.add(study.keys().get(k) + " = " + line.values().get(k));
        }
        return "%s, case %d: %s"
                .formatted(
                        Numbers.scientific(line.error().orElseThrow()),
                        line.number(),
                        String.join(", ", values));
    }

    /// The smallest error first; cases without one come last.
    private List<StudyResults.Line> sorted() {
        return study.lines().stream()
                .sorted(
                        Comparator.comparingDouble(
                                line -> line.error().orElse(Double.POSITIVE_INFINITY)))
                .toList();
    }

    private List<Report.Note> notes() {
        List<Report.Note> notes = new ArrayList<>();
        for (StudyResults.Line line : study.lines()) {
            line.result()
                    .flatMap(CaseResult::message)
                    .ifPresent(message ->
                            notes.add(
                                    Report.Note.warning(
                                            "case %d failed: %s"
                                                    .formatted(line.number(), message))));
        }
        if (notes.size() > NOTES) {
            int more = notes.size() - NOTES;
            notes.subList(NOTES, notes.size()).clear();
            notes.add(Report.Note.warning("%d more cases failed".formatted(more)));
        }
        return notes;
    }

    private Report.Table table() {
        List<String> heads = new ArrayList<>();
        heads.add("case");
        heads.addAll(study.keys());
        heads.addAll(List.of("status", "relative error", "rank", "steps", "seconds"));
        return new Report.Table(
                heads, sorted().stream().limit(ROWS).map(StudyReport::row).toList());
    }

    private static List<String> row(StudyResults.Line line) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(line.number()));
        cells.addAll(line.values());
        cells.add(line.status().toString());
        cells.addAll(line.outcome());
        return cells;
    }
}
