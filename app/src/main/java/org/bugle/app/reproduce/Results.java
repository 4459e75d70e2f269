package org.bugle.app.reproduce;

import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;

import java.util.ArrayList;
import java.util.List;

/// What came out of one paper or of several: as `result.json` and as a page.
///
/// @param full whether the long cases were run too
/// @param seconds wall time
public record Results(List<OfPaper> papers, String version, boolean full, double seconds) {
    /// In place of a paper's name where there are several.
    public static final String ALL = "all";

    public Results {
        papers = List.copyOf(papers);
    }

    /// A paper and its experiments.
    public record OfPaper(Paper paper, List<Reproduction.Finding> findings) {
        public OfPaper {
            findings = List.copyOf(findings);
        }

        private List<Row> rows() {
            return findings.stream().flatMap(finding -> finding.rows().stream()).toList();
        }

        private PaperResult line() {
            return new PaperResult(
                    paper.name(),
                    paper.arxiv(),
                    Tally.of(rows()),
                    findings.stream().mapToDouble(Reproduction.Finding::seconds).sum());
        }

        private String reference() {
            return "%s (arXiv:%s)".formatted(paper.title(), paper.arxiv());
        }
    }

    private boolean isOne() {
        return papers.size() == 1;
    }

    public Summary summary() {
        Paper first = papers.getFirst().paper();
        return new Summary(
                isOne() ? first.name() : ALL,
                isOne() ? first.arxiv() : "",
                version,
                full,
                seconds,
                papers.stream().map(OfPaper::line).toList(),
                papers.stream()
                        .flatMap(each ->
                                each.rows().stream()
                                        .map(row -> isOne() ? row : row.under(each.paper.name())))
                        .toList());
    }

    /// The page with all tables and figures.
    public Report report() {
        Summary summary = summary();
        List<Report.Section> sections = new ArrayList<>();
        if (!isOne()) {
            sections.add(new Report.Section("Papers", List.of(overview(summary)), List.of()));
        }
        for (OfPaper each : papers) {
            String before = isOne() ? "" : each.paper.name() + "/";
            each.findings.forEach(finding -> sections.add(section(before, finding)));
        }
        return new Report(
                "Reproduction: " + (isOne() ? summary.paper() : "all papers"),
                List.of(
                        new Report.Row("verdicts", summary.tally().words()),
                        new Report.Row("set", full ? "full" : "quick"),
                        new Report.Row("time", Numbers.brief(seconds, 3) + " s"),
                        new Report.Row("version", version)),
                summary.differing().stream()
                        .map(row ->
                                Report.Note.warning(
                                        "%s differs: %s".formatted(row.experiment(), row.claim())))
                        .toList(),
                sections,
                "",
                papers.stream().map(OfPaper::reference).toList());
    }

    /// A row a paper, and one for them all.
    public static Report.Table overview(Summary summary) {
        List<List<String>> rows = new ArrayList<>();
        for (PaperResult paper : summary.papers()) {
            rows.add(line(paper.paper(), paper.arxiv(), paper.claims(), paper.seconds()));
        }
        rows.add(line(ALL, "", summary.tally(), summary.seconds()));
        return new Report.Table(
                List.of("paper", "arXiv", "reproduced", "differ", "not run", "seconds"), rows);
    }

    private static List<String> line(String paper, String arxiv, Tally claims, double seconds) {
        return List.of(
                paper,
                arxiv,
                String.valueOf(claims.reproduced()),
                String.valueOf(claims.differing()),
                String.valueOf(claims.notRun()),
                Numbers.brief(seconds, 3));
    }

    private static Report.Section section(String before, Reproduction.Finding finding) {
        Experiment experiment = finding.experiment();
        return new Report.Section(
                before + experiment.id() + ": " + experiment.title(),
                List.of(table(finding.rows())),
                finding.plots());
    }

    private static Report.Table table(List<Row> rows) {
        return new Report.Table(
                List.of("claim", "expected", "from", "measured", "verdict"),
                rows.stream()
                        .map(row ->
                                List.of(
                                        row.claim(),
                                        row.criterion(),
                                        row.source().toString(),
                                        row.number(),
                                        row.verdict()
                                                + row.reason()
                                                        .map(reason -> ": " + reason)
                                                        .orElse("")))
                        .toList());
    }
}
