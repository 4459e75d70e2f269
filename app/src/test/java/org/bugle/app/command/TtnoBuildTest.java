package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bugle.files.NpyFile;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class TtnoBuildTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private Cli.Ended build(String... options) {
        List<String> all = new ArrayList<>(List.of("ttno", "build"));
        all.addAll(Arrays.asList(options));
        return cli.run(all.toArray(String[]::new));
    }

    private JsonNode json(String... options) throws IOException {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.add("--json");
        Cli.Ended ended = build(all.toArray(String[]::new));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void theTableTellsChannelsRanksAndCosts() {
        Cli.Ended ended = build("--beta", "power:alpha=1,nu=2", "--d", "8");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains(
                        "depth  nodes  sites below  channels k  rank",
                        "1      2      4            4           6",
                        "3      8      1            1           3",
                        "maximal rank    6",
                        "numbers stored  468",
                        "memory          3.66 KiB",
                        "relative error  ");
    }

    @Test
    void theJsonSaysTheSame() throws IOException {
        JsonNode merged = json("--beta", "power:nu=2", "--d", "64", "--tree", "linear");
        assertThat(merged.get("numbers").asLong()).isEqualTo(30090);
        assertThat(merged.get("relativeError").asDouble()).isLessThan(1e-12);
        assertThat(merged.get("levels")).hasSize(64);
        JsonNode sum = json("--beta", "power:nu=2", "--d", "64", "--form", "sum");
        assertThat(sum.get("maxRank").asInt()).isEqualTo(19);
        assertThat(sum.get("bytes").asLong()).isEqualTo(8 * sum.get("numbers").asLong());
        JsonNode global = json("--beta", "power", "--d", "64", "--rule", "global", "--tol", "1e-4");
        assertThat(global.get("channels").asInt()).isLessThan(12);
        assertThat(global.get("relativeError").asDouble()).isBetween(1e-9, 1e-4);
    }

    @Test
    void couplingsComeFromFilesAndFormulas() throws IOException {
        String csv = cli.file("beta.csv", "inf, 1, 2\n1, inf, 3\n2, 3, inf\n");
        assertThat(json("--beta", csv).get("sites").asInt()).isEqualTo(3);
        NpyFile.write(
                folder.resolve("beta.npy"),
                Matrix.generateComplex(5, 5, (i, j) -> new Complex(1, 0.5 * i)));
        JsonNode complex = json("--beta", cli.at("beta.npy"), "--tree", "(0 (1 2) (3 4))");
        assertThat(complex.get("bytes").asLong()).isEqualTo(16 * complex.get("numbers").asLong());
        String tree = cli.file("tree.txt", "((0 1)\n (2 3))\n");
        JsonNode formula = json("--beta", "formula:cos(0.3*r)", "--d", "4", "--tree", tree);
        assertThat(formula.get("channels").asInt()).isEqualTo(2);
        JsonNode near = json("--beta", "exponential:length=2", "--d", "32", "--tree", "linear");
        assertThat(near.get("channels").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
powr:alpha=1      | 8  | balanced  | local | --beta: 'powr' is no kernel; did you mean 'power'? allowed: power, exponential, nearest-neighbour, formula, FILE.csv, FILE.npy
power:aplha=1     | 8  | balanced  | local | --beta: 'aplha' is no parameter of power; did you mean 'alpha'? allowed: alpha, nu
power:alpha=one   | 8  | balanced  | local | --beta: alpha of power must be a number, found 'one'
power             | 0  | balanced  | local | --d must be a whole number ≥ 1, found 0
power             | 8  | balancd   | local | Tree: unknown tree 'balancd'; allowed: balanced, linear, star, mary:3 or an expression such as ((0 1) (2 (3 4)))
power             | 8  | balanced  | globl | --rule is 'globl'; did you mean 'global'? allowed: local, frobenius, global
formula:1/(r-2)   | 4  | balanced  | local | Couplings: β(0, 2) is Infinity; couplings must be finite (the diagonal is never read)
missing.csv       | 4  | balanced  | local | --beta: missing.csv does not exist
power             | 3  | (0 1)     | local | Tree: the expression has 2 leaves for 3 sites
""")
    void mistakesAreOneSentence(String beta, String d, String tree, String rule, String sentence) {
        Cli.Ended ended = build("--beta", beta, "--d", d, "--tree", tree, "--rule", rule);
        assertThat(ended.err()).isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aFileMustHoldTheNumberOfSites() {
        String csv = cli.file("beta.csv", "0 1\n1 0\n");
        assertThat(build("--beta", csv, "--d", "3").err())
                .startsWith("--d is 3, but beta.csv holds the couplings of 2 sites");
        assertThat(build("--beta", "power").err())
                .startsWith("--d, the number of sites, is needed");
    }
}
