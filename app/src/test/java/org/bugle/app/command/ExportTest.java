package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.files.InitialFile;
import org.bugle.files.InitialValue;
import org.bugle.files.NpyArray;
import org.bugle.files.SolutionFile;
import org.bugle.files.StateFormat;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Solutions for other programs.
class ExportTest {
    private static final String OWN =
            """
            domain: {x: {periodic: [0, 2*pi], points: 8}, v: {interval: [-3, 3], points: 9}}
            unknown: f
            equation: "dt f = -v * dx f"
            initial: "exp(-v^2) * (2 + cos(x))"
            time: {end: 0.1, steps: 4}
            reference: none
            output: {every: 2}
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void run() {
        cli = new Cli(folder);
        String file = cli.file("run.yaml", OWN);
        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("out")).err()).isEmpty();
    }

    private void assertRefused(String sentence, String... words) {
        Cli.Ended ended = cli.run(words);
        assertThat(ended.err()).isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void factorsFieldsAndAllEntriesComeBack() {
        Cli.Ended ended = cli.run("export", cli.at("out"), "--dense");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).matches("out/solution.npz: \\d+ arrays\\R");
        Path npz = folder.resolve("out/solution.npz");
        LowRankMatrix y =
                SolutionFile.read(folder.resolve("out/solution.h5"), StateFormat.matrix()).state();
        assertThat(InitialFile.read(npz, Optional.empty())).isEqualTo(new InitialValue.Factors(y));
        assertThat(InitialFile.read(npz, Optional.of("Y")))
                .isEqualTo(new InitialValue.Dense(Tensor.of(y.toDense())));
        assertThat(NpyArray.read(npz, "snapshots/time").doubles(0, 3))
                .containsExactly(0, 0.05, 0.1);
        assertThat(NpyArray.read(npz, "snapshots/fields/marginal-x").shape())
                .isEqualTo(List.of(3, 8));
        assertThat(NpyArray.read(npz, "axis1/points").shape()).isEqualTo(List.of(9));
        assertThat(NpyArray.read(npz, "time").doubles(0, 1)).containsExactly(0.1);
    }

    @Test
    void aFieldIsATable() throws IOException {
        Cli.Ended ended =
                cli.run("export", cli.at("out"), cli.at("x.csv"), "--field", "marginal-x");
        assertThat(ended.out()).isEqualTo("x.csv: marginal-x at 8 points" + System.lineSeparator());
        List<String> lines = Files.readAllLines(folder.resolve("x.csv"));
        assertThat(lines).hasSize(9).first().isEqualTo("x,marginal-x");
        double mass = 0;
        for (String line : lines.subList(1, 9)) {
            mass += Double.parseDouble(line.split(",", -1)[1]) * 2 * Math.PI / 8;
        }
        // ∫∫ exp(−v²)(2 + cos x) = 4π √π, up to the ends of v
        assertThat(mass).isBetween(0.99 * 4 * Math.PI * Math.sqrt(Math.PI), 22.3);
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        String out = cli.at("out");
        String choice = "--field must be one of marginal-v, marginal-x";
        assertRefused(choice, "export", out, cli.at("a.csv"));
        assertRefused(choice + ", found q", "export", out, cli.at("a.csv"), "--field", "q");
        assertRefused(
                "a.mat must end in .npz or .csv; MATLAB and Octave read out/solution.h5 itself",
                "export",
                out,
                cli.at("a.mat"));
        assertRefused(
                "--field is for tables; an .npz file has all fields",
                "export",
                out,
                "--field",
                "marginal-x");
        assertRefused(
                "--dense is for .npz files; a table has one field",
                "export",
                out,
                cli.at("a.csv"),
                "--dense");
        assertRefused("no holds no run, nor is it the solution.h5 of one", "export", cli.at("no"));
        assertThat(cli.run("export", out).code()).isZero();
        assertRefused(
                "out/solution.npz exists already; name another file, or --force", "export", out);
        assertThat(cli.run("export", out, "--force").code()).isZero();
    }
}
