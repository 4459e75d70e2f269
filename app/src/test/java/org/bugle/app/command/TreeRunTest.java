package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.files.HistoryFile;
import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.bugle.files.Solution;
import org.bugle.files.SolutionFile;
import org.bugle.files.StateFormat;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

/// Runs whose solution stands on a tree.
class TreeRunTest {
    private static final String ISING =
            """
            problem: spin/ising
            parameters: {sites: 5, tree: "((0 1) 2 (3 4))"}
            integrator: {name: augmented-bug, truncation: {absolute: 1e-10}}
            time: {end: 0.2, steps: 10}
            output: {every: 5}
            """;

    @TempDir private Path folder;

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        cli = new Cli(folder);
        Files.writeString(folder.resolve("run.yaml"), ISING);
    }

    private Cli.Ended run(String out, String... more) {
        String[] words = {"run", cli.at("run.yaml"), "--out", cli.at(out)};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return cli.run(all);
    }

    private Result result(String out) {
        return ResultFile.read(folder.resolve(out).resolve("result.json"), Result.class);
    }

    private TreeTensor solution(String out) {
        return SolutionFile.read(folder.resolve(out).resolve("solution.h5"), StateFormat.tree())
                .state();
    }

    @Test
    void aRunLeavesItsTreeInAllFiles() throws IOException {
        Cli.Ended ended = run("a");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("complex tensor of 5 sites, up to 2 values each")
                .contains("tree        ((0 1) 2 (3 4))");
        Result result = result("a");
        assertThat(result.ranks()).hasSize(7);
        assertThat(result.rank()).isEqualTo(Collections.max(result.ranks()));
        assertThat(result.error().orElseThrow().relative()).isLessThan(1e-4);
        var history = HistoryFile.read(folder.resolve("a/history.csv"));
        assertThat(history.entries()).hasSize(11);
        assertThat(history.entries().getLast().row().ranks()).isEqualTo(result.ranks());
        Solution<TreeTensor> solution =
                SolutionFile.read(folder.resolve("a/solution.h5"), StateFormat.tree());
        assertThat(solution.state().tree()).hasToString("((0 1) 2 (3 4))");
        assertThat(solution.state().ranks()).isEqualTo(result.ranks());
        assertThat(solution.axes().subList(0, 5)).allMatch(axis -> axis.points().rows() == 2);
        assertThat(SolutionFile.readSnapshots(folder.resolve("a/solution.h5"), StateFormat.tree()))
                .hasSize(3);
        assertThat(Files.readString(folder.resolve("a/report.html")))
                .contains("magnetisation over time")
                .contains("entanglement entropies on the tree")
                .containsPattern(
                        "\"kind\":\"tree\",\"title\":\"ranks on the"
                                + " tree\",\"nodes\":\\[\\{\"parent\":2,\"label\":\"0\"}");
    }

    @Test // the full reference of the dense ODE agrees with the one of Krylov spaces
    void theFullReferenceIsTheExactOne() {
        assertThat(run("a", "--set", "reference=exact").code()).isZero();
        assertThat(run("b", "--set", "reference=full").code()).isZero();
        assertThat(run("c", "--set", "reference=a/solution.h5").code()).isEqualTo(2);
        assertThat(run("d", "--set", "reference=" + cli.at("a/solution.h5")).code()).isZero();
        double exact = result("a").error().orElseThrow().relative();
        assertThat(result("b").error().orElseThrow().relative() / exact).isBetween(0.999, 1.001);
        assertThat(result("d").error().orElseThrow().relative()).isLessThan(1e-13);
    }

    @Test
    void anExtendedRunHasTheBitsOfAWholeOne() {
        assertThat(run("whole").code()).isZero();
        assertThat(run("part", "--set", "time={end: 0.1, steps: 5}").code()).isZero();
        assertThat(cli.run("resume", cli.at("part"), "--until", "0.2").code()).isZero();
        TreeTensor whole = solution("whole");
        TreeTensor part = solution("part");
        for (int node = 0; node < whole.tree().nodes(); node++) {
            assertThat(part.tensor(node)).isEqualTo(whole.tensor(node));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "{name: projector-splitting; order: 2; rank: 4}",
        "{name: bug; rank: 4}",
        "{name: parallel-bug; block: k; rejection: true}",
        "{name: midpoint-bug; truncation: {rule: published; absolute: 1e-6}}",
        "{name: augmented-bug; truncation: {rule: l1; relative: 1e-6; minRank: 4}; substep: krylov}"
    })
    void everyTreeMethodRunsByItsName(String integrator) {
        Cli.Ended ended = run("a", "--set", "integrator=" + integrator.replace(';', ','));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(result("a").error().orElseThrow().relative()).isLessThan(2e-2);
    }

    @Test
    void stepsAndRanksAdaptToATolerance() {
        assertThat(run("a", "--set", "time={end: 0.2, tolerance: 1e-3}").code()).isZero();
        assertThat(result("a").error().orElseThrow().relative()).isLessThan(2e-3);
    }

    @Test
    void aTreeMayStandInAFile() throws IOException {
        Files.writeString(folder.resolve("my.tree"), "(0\n (1 (2 (3 4))))\n");
        assertThat(run("a", "--set", "parameters.tree=" + cli.at("my.tree")).code()).isZero();
        assertThat(solution("a").tree()).hasToString("(0 (1 (2 (3 4))))");
        assertThat(run("b", "--set", "parameters.tree=" + cli.at("none.tree")).err())
                .contains(
                        "parameters.tree must be a tree or name a file with one, found none.tree,"
                                + " which cannot be read");
        assertThat(run("b", "--set", "parameters.tree=balanced5").err())
                .contains(
                        "parameters: Tree: unknown tree 'balanced5'; allowed: balanced, linear,"
                                + " star, mary:3 or an expression such as ((0 1) (2 (3 4)))");
    }

    @Test
    void couplingsMayStandInAFile() throws IOException {
        Files.writeString(folder.resolve("beta.csv"), "0, 2, 1\n2, 0, 2\n1, 2, 0\n");
        assertThat(chain("a", cli.at("beta.csv")).code()).isZero();
        assertThat(chain("b", "2 / r").code()).isZero();
        assertThat(solution("a").distance(solution("b"))).isLessThan(1e-13);
        assertThat(chain("c", cli.at("none.csv")).err())
                .contains(
                        "parameters.beta must be a matrix or name a file with one, found none.csv,"
                                + " which cannot be read");
        Files.writeString(folder.resolve("bad.csv"), "0, inf, 1\ninf, 0, 2\n1, 2, 0\n");
        assertThat(chain("c", cli.at("bad.csv")).err())
                .contains("parameters: Couplings: β(0, 1) is Infinity; couplings must be finite");
    }

    private Cli.Ended chain(String out, String beta) {
        return run(
                out,
                "--set",
                "problem=spin/long-range",
                "--set",
                "parameters={sites: 3, beta: '" + beta + "'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {name: gap} | integrator.name must be one of projector-splitting, bug, augmented-bug, midpoint-bug, parallel-bug, rail where the solution stands on a tree, found gap
                    {name: full} | integrator.name must be one of projector-splitting, bug, augmented-bug, midpoint-bug, parallel-bug, rail where the solution stands on a tree, found full
                    {name: parallel-bug, order: 2} | integrator.order must be 1 for parallel-bug on a tree, found 2; midpoint-bug has order 2
                    {name: midpoint-bug, variant: 3r} | integrator.variant must be left out on a tree, where midpoint-bug has one form with bases of up to three times the rank
                    {name: bug, rank: 3, pointwise: interpolated} | integrator.pointwise is interpolated, but spin/ising has no pointwise nonlinear term; leave the key out
                    """)
    void whatDoesNotExistOnATreeIsRefused(String integrator, String sentence) {
        Cli.Ended ended = run("a", "--set", "integrator=" + integrator);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence);
    }

    @Test
    void rulesForTreesAreRefusedForAMatrix() throws IOException {
        Files.writeString(
                folder.resolve("run.yaml"),
                """
                problem: riccati
                integrator: {name: augmented-bug, truncation: {rule: published, relative: 1e-6}}
                time: {end: 0.2, steps: 10}
                """);
        assertThat(run("a").err())
                .contains(
                        "integrator.truncation.rule must be tail, threshold or conserving for"
                                + " riccati, whose solution is a matrix, found published");
        assertThat(run("a", "--set", "integrator.truncation={rule: l1, maxRank: 4}").err())
                .contains(
                        "the rule l1 keeps half of the ranks at tolerance 0; give absolute or"
                                + " relative");
    }

    @Test
    void aTreeIsCheckedDescribedAndCompared() {
        String longer = "time={end: 20, steps: 1000}";
        assertThat(cli.run("check", cli.at("run.yaml"), "--set", longer).out())
                .contains("step limit  h ≤ ");
        assertThat(cli.run("describe", "spin/ising").out())
                .contains("by default a complex tensor on a tree of 16 sites, up to 2 values each");
        assertThat(cli.run("list", "problems").out()).containsPattern("spin/ising +tree  ");
        assertThat(cli.run("compare", cli.at("run.yaml")).out())
                .contains("midpoint-bug")
                .doesNotContain("randomized-rk")
                .doesNotContain("failed");
    }
}
