package org.bugle.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bugle.app.report.Report;
import org.bugle.app.run.Interruption;
import org.bugle.files.ResultFile;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Results of two made-up papers: one whose claims come out, and one whose do not.
class ResultsTest {
    private static final Paper GOOD =
            new Paper(
                    "good",
                    "1111.11111",
                    "A paper that is right",
                    () ->
                            List.of(
                                    Experiment.of("E1", "Halves", claim("a half", 0.5, 0.5)),
                                    Experiment.of(
                                            "E2",
                                            "Long",
                                            new Case.Measured(
                                                    claim("three", 3, 3).claims(),
                                                    90,
                                                    _ -> List.of(3.0)),
                                            Case.notRun(
                                                    "four",
                                                    new Criterion.Near(4, 0.01),
                                                    Source.PAPER,
                                                    "needs a machine of its own"))));

    private static final Paper BAD =
            new Paper(
                    "bad",
                    "2222.22222",
                    "A paper that is wrong",
                    () -> List.of(Experiment.of("E1", "Quarters", claim("a quarter", 0.25, 0.26))));

    private static Case.Measured claim(String text, double expected, double measured) {
        return Case.of(text, new Criterion.Near(expected, 0.01), Source.REFERENCE, _ -> measured);
    }

    private static Results results(Paper... papers) {
        List<Results.OfPaper> found = new ArrayList<>();
        for (Paper paper : papers) {
            found.add(
                    new Results.OfPaper(
                            paper,
                            new Reproduction(paper, false, 1, new Interruption())
                                    .run(new Silent())));
        }
        return new Results(found, "0", false, 12.5);
    }

    private record Silent() implements Reproduction.Watcher {
        @Override
        public void row(Row row) {}

        @Override
        public void ended(Reproduction.Finding finding) {}
    }

    @Test
    void allPapersStandInOneTable() {
        Report.Table table = Results.overview(results(GOOD, BAD).summary());
        assertThat(table.heads())
                .containsExactly("paper", "arXiv", "reproduced", "differ", "not run", "seconds");
        assertThat(table.rows().stream().map(row -> row.subList(0, 5)))
                .containsExactly(
                        List.of("good", "1111.11111", "1", "0", "2"),
                        List.of("bad", "2222.22222", "0", "1", "0"),
                        List.of("all", "", "1", "1", "2"));
    }

    @Test
    void rowsOfSeveralPapersAreToldApart() {
        Summary all = results(GOOD, BAD).summary();
        assertThat(all.paper()).isEqualTo("all");
        assertThat(all.rows())
                .extracting(Row::experiment)
                .containsExactly("good/E1", "good/E2", "good/E2", "bad/E1");
        assertThat(results(GOOD).summary().rows()).extracting(Row::experiment).contains("E1");
    }

    @Test
    void whatDiffersIsNamed() {
        assertThat(results(GOOD).summary().differing()).isEmpty();
        Results both = results(GOOD, BAD);
        assertThat(both.summary().differing()).extracting(Row::claim).containsExactly("a quarter");
        assertThat(both.report().notes())
                .containsExactly(Report.Note.warning("bad/E1 differs: a quarter"));
    }

    @Test
    void thePageHasASectionForEveryExperiment() {
        assertThat(results(GOOD, BAD).report().sections())
                .extracting(Report.Section::title)
                .containsExactly("Papers", "good/E1: Halves", "good/E2: Long", "bad/E1: Quarters");
    }

    @Test
    void scriptsReadTheTallyOfEachPaper() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(ResultFile.toText(results(GOOD, BAD).summary()));
        assertThat(json.get("papers").get(0).get("paper").asText()).isEqualTo("good");
        assertThat(json.get("papers").get(0).get("claims").get("not-run").asInt()).isEqualTo(2);
        assertThat(json.get("papers").get(1).get("claims").get("differs").asInt()).isEqualTo(1);
        assertThat(json.get("rows").get(3).get("verdict").asText()).isEqualTo("differs");
    }
}
