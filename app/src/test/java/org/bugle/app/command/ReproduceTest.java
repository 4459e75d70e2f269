package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `bugle reproduce` in a folder of its own.
class ReproduceTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    @Test
    void anExperimentIsToldClaimByClaimAndWritten() throws IOException {
        Cli.Ended ended = cli.run("reproduce", "midpoint-bug", "M1", "--out", cli.at("m1"));
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith(
                        "midpoint-bug: A robust second-order low-rank BUG integrator based on the"
                                + " midpoint rule (arXiv:2402.08607)")
                .contains(
                        "  reproduced  M1   Riccati equation: BUG, steps = 8: measured 0.0084765,"
                                + " expected 0.008477 ± 1 % (independent reference)")
                .contains("midpoint-bug: 41 reproduced, 0 differ, 0 not run in")
                .endsWith("m1/report.html" + System.lineSeparator());
        JsonNode result = new ObjectMapper().readTree(folder.resolve("m1/result.json").toFile());
        assertThat(result.get("paper").asText()).isEqualTo("midpoint-bug");
        assertThat(result.get("arxiv").asText()).isEqualTo("2402.08607");
        JsonNode row = result.get("rows").get(1);
        assertThat(row.get("experiment").asText()).isEqualTo("M1");
        assertThat(row.get("expected").asDouble()).isEqualTo(8.477e-3);
        assertThat(row.get("source").asText()).isEqualTo("reference");
        assertThat(row.get("tolerance").asDouble()).isEqualTo(0.01);
        assertThat(row.get("verdict").asText()).isEqualTo("reproduced");
        assertThat(Files.readString(folder.resolve("m1/report.html")))
                .contains("<th>claim</th><th>expected</th>")
                .contains("<td>Riccati equation: BUG, steps = 8</td>");
    }

    @Test
    void aResultIsNotOverwritten() {
        cli.run("reproduce", "midpoint-bug", "M2", "--out", cli.at("m2"));
        Cli.Ended again = cli.run("reproduce", "midpoint-bug", "M2", "--out", cli.at("m2"));
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err())
                .startsWith("m2 holds a result; choose another folder, or replace it with --force");
    }

    @Test
    void whatIsNoPaperIsRefused() {
        Cli.Ended ended = cli.run("reproduce", "midpont-bug");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("'midpont-bug' is no paper; did you mean 'midpoint-bug'?");
        assertThat(cli.run("reproduce", "all", "M1").err())
                .startsWith("an experiment belongs to one paper; found 'M1' for all papers");
    }

    @Test
    void papersAreListed() {
        assertThat(cli.run("list", "papers").out()).contains("midpoint-bug").contains("2402.08607");
    }
}
