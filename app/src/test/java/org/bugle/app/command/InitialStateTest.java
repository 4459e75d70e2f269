package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.files.NpyFile;
import org.bugle.files.Solution;
import org.bugle.files.SolutionFile;
import org.bugle.files.StateFormat;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs whose initial value is in a file.
class InitialStateTest {
    private static final String OWN =
            """
            domain: {x: {periodic: [0, 2*pi], points: 16}, v: {periodic: [-6, 6], points: 24}}
            unknown: f
            equation: "dt f = -v * dx f + 0.1 * dxx f"
            initial: Y.npy
            integrator: {name: augmented-bug, truncation: {relative: 1e-10}}
            time: {end: 0.1, steps: 4}
            reference: none
            """;
    private static final String TREE =
            """
            domain:
              x: {periodic: [0, 2*pi], points: 6}
              y: {periodic: [0, 2*pi], points: 7}
              z: {periodic: [0, 2*pi], points: 8}
            unknown: f
            equation: "dt f = -sin(y) * dx f + 0.1 * dzz f"
            initial: start.h5
            time: {end: 0.1, steps: 4}
            integrator: {name: augmented-bug, truncation: {relative: 1e-10}}
            reference: full
            """;
    private static final String FORMULA = "exp(-v^2/2)*(1 + 0.1*cos(x))";

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private Matrix dense() {
        return Matrix.generate(
                16,
                24,
                (i, j) -> {
                    double x = 2 * Math.PI * (i + 0.5) / 16;
                    double v = -6 + 12 * (j + 0.5) / 24;
                    return Math.exp(-v * v / 2) * (1 + 0.1 * Math.cos(x));
                });
    }

    private LowRankMatrix run(String name, String file, String... more) {
        List<String> words =
                new ArrayList<>(List.of("run", file, "--quiet", "--out", cli.at(name)));
        words.addAll(List.of(more));
        Cli.Ended ended = cli.run(words.toArray(String[]::new));
        assertThat(ended.err()).isEmpty();
        return SolutionFile.read(folder.resolve(name + "/solution.h5"), StateFormat.matrix())
                .state();
    }

    private void assertRefused(String file, String sentence, String... more) {
        List<String> words = new ArrayList<>(List.of("check", cli.at(file)));
        words.addAll(List.of(more));
        Cli.Ended ended = cli.run(words.toArray(String[]::new));
        assertThat(ended.err()).isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void aRunFromAnArrayIsTheRunFromItsFormula() {
        NpyFile.write(folder.resolve("Y.npy"), dense());
        String formula = cli.file("formula.yaml", OWN.replace("Y.npy", '"' + FORMULA + '"'));
        LowRankMatrix expected = run("formula", formula);
        LowRankMatrix found = run("array", cli.file("run.yaml", OWN));
        assertThat(found.distance(expected)).isLessThan(1e-12 * expected.norm());
    }

    @Test
    void aBuiltInProblemStartsFromAFileAndFromAFormerRun() {
        String riccati = cli.file("riccati.yaml", Cli.RICCATI);
        LowRankMatrix half =
                run("half", riccati, "--set", "time.end=0.25", "--set", "time.steps=10");
        String rest = cli.file("rest.yaml", Cli.RICCATI + "initial: half/solution.h5\n");
        LowRankMatrix found = run("rest", rest, "--set", "time.end=0.25", "--set", "time.steps=10");
        LowRankMatrix expected = run("whole", riccati);
        assertThat(found.distance(expected)).isLessThan(1e-7 * expected.norm());
        assertThat(found.distance(half)).isGreaterThan(1e-4 * expected.norm());
    }

    @Test
    void aTreeStartsFromItsNodesAndMeetsItsReference() throws IOException {
        TreeTensor start =
                TreeTensor.product(Tree.star(3), List.of(wave(6), wave(7), wave(8)))
                        .widened(2, new SplitMix64(3));
        SolutionFile.write(
                folder.resolve("start.h5"),
                StateFormat.tree(),
                new Solution<>(
                        new Solution.Origin("p", "i", "v", 1), 0, start, List.of(), List.of()));
        String file = cli.file("run.yaml", TREE);
        Cli.Ended ended = cli.run("run", file, "--out", cli.at("out"));
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("initial     start.h5, of ranks up to 2");
        String result = Files.readString(folder.resolve("out/result.json"));
        double error =
                Double.parseDouble(
                        result.replaceAll("(?s).*\"relative\"\\s*:\\s*([^,]+),.*", "$1"));
        assertThat(error).isLessThan(1e-4);

        assertRefused(
                "run.yaml",
                "run.yaml:7: initial must stand on the tree ((0 1) 2), but start.h5 stands on (0 1"
                        + " 2)",
                "--set",
                "tree=((0 1) 2)");
    }

    private static Matrix wave(int n) {
        return Matrix.generate(n, 1, (i, _) -> 2 + Math.sin(2 * Math.PI * i / n));
    }

    @Test
    void aStoppedRunGoesOnUnlessItsFileIsAnother() throws IOException {
        NpyFile.write(folder.resolve("Y.npy"), dense());
        LowRankMatrix first = run("out", cli.file("run.yaml", OWN));
        assertThat(Files.readString(folder.resolve("out/run.yaml")))
                .contains("initial: " + folder.resolve("Y.npy") + "\n")
                .containsPattern("initialDigest: \"?[0-9a-f]{64}\"?\n");
        assertThat(cli.run("resume", cli.at("out"), "--quiet", "--until", "0.2").err()).isEmpty();
        LowRankMatrix longer =
                run("longer", cli.at("run.yaml"), "--set", "time.end=0.2", "--set", "time.steps=8");
        LowRankMatrix resumed =
                SolutionFile.read(folder.resolve("out/solution.h5"), StateFormat.matrix()).state();
        assertThat(resumed).isEqualTo(longer);
        assertThat(resumed.distance(first)).isPositive();

        NpyFile.write(folder.resolve("Y.npy"), dense().times(2));
        Cli.Ended changed = cli.run("resume", cli.at("out"), "--until", "0.3");
        assertThat(changed.err())
                .matches(
                        "out/run.yaml:\\d+: initial: Y.npy is not the file that it was: its SHA-256"
                            + " is [0-9a-f]{64}; put the former file back, or begin a run of its"
                            + " own with this one\\R");
        assertThat(changed.code()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void aFileThatDoesNotFitIsRefused() {
        cli.file("run.yaml", OWN);
        assertRefused("run.yaml", "run.yaml:4: initial: Y.npy: no such file or folder");
        NpyFile.write(folder.resolve("Y.npy"), dense().transpose());
        assertRefused(
                "run.yaml",
                "run.yaml:4: initial must hold 16×24 values (x, v), but Y.npy holds 24×16:"
                        + " transpose it");
        NpyFile.write(folder.resolve("Y.npy"), dense().columns(0, 5));
        assertRefused(
                "run.yaml",
                "run.yaml:4: initial must hold 16×24 values (x, v), but Y.npy holds 16×5");
        NpyFile.write(folder.resolve("Y.npy"), dense().times(Complex.I));
        assertRefused(
                "run.yaml",
                "run.yaml:4: initial must be real as the equation is, but Y.npy is complex; save"
                        + " its real part");
        NpyFile.write(folder.resolve("Y.npy"), dense().map(x -> x > 1 ? Double.NaN : x));
        assertRefused(
                "run.yaml",
                "run.yaml:4: initial cannot be taken from Y.npy: array has 12 NaN or infinite"
                        + " entries of 384");
    }

    @Test
    void keysThatCannotActAreRefused() {
        NpyFile.write(folder.resolve("Y.npy"), Matrix.identity(2));
        cli.file("run.yaml", OWN.replace("initial: Y.npy", "initial: \"" + FORMULA + '"'));
        assertRefused(
                "run.yaml",
                "--set initialDigest: initialDigest is for an initial value in a file; leave it"
                        + " out",
                "--set",
                "initialDigest=00");
        cli.file("riccati.yaml", Cli.RICCATI + "initial: Y.txt\n");
        assertRefused(
                "riccati.yaml",
                "riccati.yaml:4: initial is 'Y.txt'; allowed: *.npy, *.npz,"
                        + " *.npz:*, *.h5, *.h5:*, *.hdf5, *.hdf5:*, *.mat, *.mat:*");
    }

    @Test
    void anExactSolutionOfTheProblemsOwnStartIsNone() {
        NpyFile.write(folder.resolve("Y.npy"), Matrix.identity(50, 40));
        cli.file(
                "run.yaml",
                Cli.RICCATI.replace("riccati", "moving-gaussians")
                        + "reference: exact\ninitial: Y.npy\n");
        assertRefused(
                "run.yaml",
                "run.yaml:4: reference must be another than exact: no closed form is known for"
                        + " moving-gaussians from an initial value in a file; full, estimate and"
                        + " none are left");
    }
}
