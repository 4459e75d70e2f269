package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The table integrator × problem: every cell is an error, or a sentence that says why not.
///
/// @param integrators heads of the columns
public record Comparison(List<String> integrators, List<Line> lines) {
    /// The runs of one problem, one for every integrator.
    public record Line(String problem, List<Study.Finding> findings) {
        public Line {
            findings = List.copyOf(findings);
        }
    }

    /// @throws IllegalArgumentException if a line has not a finding for every integrator
    public Comparison {
        integrators = List.copyOf(integrators);
        lines = List.copyOf(lines);
        for (Line line : lines) {
            if (line.findings.size() != integrators.size()) {
                throw new IllegalArgumentException(
                        "Comparison: %s has %d findings for %d integrators"
                                .formatted(line.problem, line.findings.size(), integrators.size()));
            }
        }
    }

    /// A Markdown table of relative errors; `(1)` points to the sentence of that number below it.
    public String markdown() {
        List<String> sentences = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        text.append("| problem | ").append(String.join(" | ", integrators)).append(" |\n");
        text.append("|---".repeat(integrators.size() + 1)).append("|\n");
        for (Line line : lines) {
            text.append("| ")
                    .append(line.problem)
                    .append(" | ")
                    .append(
                            line.findings.stream()
                                    .map(finding -> cell(finding, sentences))
                                    .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        for (int i = 0; i < sentences.size(); i++) {
            text.append(i == 0 ? "\n" : "").append(i + 1).append(". ").append(sentences.get(i));
            text.append('\n');
        }
        return text.toString();
    }

    /// The errors as figures: over the wall time, and side by side. Runs without an error have no
    /// place there.
    public Report report() {
        return new Report(
                "Comparison of integrators",
                List.of(),
                List.of(),
                lines.stream()
                        .map(line ->
                                new Report.Section(
                                        line.problem, List.of(overTime(line), bars(line))))
                        .toList(),
                "",
                List.of());
    }

    private Plot overTime(Line line) {
        List<Plot.Series> points = new ArrayList<>();
        measured(line)
                .forEach((name, run) ->
                        points.add(
                                Plot.Series.of(
                                        name,
                                        new double[] {run.seconds()},
                                        new double[] {run.error().orElseThrow().relative()})));
        return new Plot.Lines(
                line.problem + ": error over wall time",
                Axis.log("wall time").in("s"),
                Axis.log("relative error"),
                points);
    }

    private Plot bars(Line line) {
        SequencedMap<String, Study.Finding.Measured> measured = measured(line);
        return new Plot.Bars(
                line.problem + ": error",
                List.copyOf(measured.keySet()),
                Axis.log("relative error"),
                List.of(
                        Plot.Group.of(
                                "relative error",
                                measured.values().stream()
                                        .mapToDouble(run -> run.error().orElseThrow().relative())
                                        .toArray())));
    }

    private SequencedMap<String, Study.Finding.Measured> measured(Line line) {
        SequencedMap<String, Study.Finding.Measured> measured = new LinkedHashMap<>();
        for (int i = 0; i < integrators.size(); i++) {
            if (line.findings.get(i) instanceof Study.Finding.Measured run
                    && run.error().isPresent()) {
                measured.put(integrators.get(i), run);
            }
        }
        return measured;
    }

    private static String cell(Study.Finding finding, List<String> sentences) {
        return switch (finding) {
            case Study.Finding.Measured run ->
                    run.error().isPresent()
                            ? "%.1e".formatted(run.error().get().relative())
                            : note("no reference: ask for one by 'reference: full'", sentences);
            case Study.Finding.Failed(String sentence) -> note(sentence, sentences);
            case Study.Finding.Stopped() -> note("stopped", sentences);
        };
    }

    /// Sentences that differ in their numbers only are one.
    private static String note(String sentence, List<String> sentences) {
        List<String> known = sentences.stream().map(Comparison::withoutNumbers).toList();
        int index = known.indexOf(withoutNumbers(sentence));
        if (index < 0) {
            sentences.add(sentence);
        }
        return "(%d)".formatted(index < 0 ? sentences.size() : index + 1);
    }

    private static String withoutNumbers(String sentence) {
        return sentence.replaceAll("[-+]?(\\d[-+.\\de]*|Infinity)", "#");
    }
}
