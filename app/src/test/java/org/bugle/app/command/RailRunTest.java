package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// RAIL through the command line.
class RailRunTest {
    private static final String HEAT =
            """
            problem: heat/matrix
            parameters: {points: 16}
            integrator: {name: rail}
            time: {end: 0.1, steps: 5}
            """;
    private static final String ROTATION =
            """
            problem: advection-diffusion/rotation
            parameters: {points: 48}
            integrator: {name: rail, rank: 8}
            time: {end: 0.2, steps: 4}
            """;

    @TempDir private static Path folder;

    private static Cli cli;

    @BeforeAll
    static void files() {
        cli = new Cli(folder);
        cli.file("heat.yaml", HEAT);
        cli.file("rotation.yaml", ROTATION);
    }

    private static double error(String file, String integrator) {
        String out = cli.at("out");
        Cli.Ended run =
                cli.run(
                        "run",
                        cli.at(file),
                        "--set",
                        "integrator=" + integrator,
                        "--out",
                        out,
                        "--quiet",
                        "--force");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return ResultFile.read(folder.resolve("out/result.json"), Result.class)
                .error()
                .orElseThrow()
                .relative();
    }

    @Test
    void higherOrdersAreMoreAccurate() {
        assertThat(error("heat.yaml", "{name: rail, table: dirk3}"))
                .isLessThan(error("heat.yaml", "{name: rail}") / 2);
        assertThat(error("heat.yaml", "{name: rail}"))
                .isLessThan(error("heat.yaml", "{name: rail, table: be}") / 2);
        assertThat(error("rotation.yaml", "{name: rail, published: true, rank: 8}"))
                .isLessThan(error("rotation.yaml", "{name: rail, table: imex111, rank: 8}") / 2);
    }

    @Test
    void theTableIsThatOfTheEquationAndNoStepIsTooLarge() {
        assertThat(cli.run("check", cli.at("heat.yaml"), "--set", "time.steps=1").out())
                .contains("integrator  rail, starts from rank 9\n")
                .contains("substep     dirk2\n")
                .contains("step limit  none for dirk2")
                .doesNotContain("rail:substep");
        Cli.Ended rotation = cli.run("check", cli.at("rotation.yaml"));
        assertThat(rotation.err()).isEmpty();
        assertThat(rotation.out())
                .contains("integrator  rail, starts from rank 9\n")
                .contains("substep     imex222\n")
                .contains("step limit  not estimated for the explicit part of imex222; none for");
    }

    @Test
    void powersStayInFactorsWhereOthersInterpolate() {
        cli.file(
                "burgers.yaml",
                """
                problem: burgers/viscous
                parameters: {dimensions: 2, points: 400, source: none}
                integrator: {name: rail, truncation: {relative: 1e-4}}
                time: {end: 1e-3, steps: 1}
                reference: none
                """);
        assertThat(cli.run("check", cli.at("burgers.yaml")).out()).contains("pointwise   exact\n");
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThat(refusal("rotation.yaml", "integrator={name: rail, table: be}"))
                .endsWith(
                        "integrator.table must be imex111, imex222 or imex443 for"
                                + " advection-diffusion/rotation, whose equation has terms that are"
                                + " not stiff, found be\n");
        assertThat(refusal("heat.yaml", "integrator={name: rail, basis: qr, tauK: 1e-8}"))
                .contains("the basis qr keeps all its columns; leave tauK out");
        cli.file("riccati.yaml", Cli.RICCATI);
        assertThat(refusal("riccati.yaml", "integrator={name: rail}"))
                .endsWith(
                        "integrator.name is rail, which wants linear parts that are separable,"
                                + " sources of low rank and powers of the solution, and riccati has"
                                + " others; choose another integrator\n");
        assertThat(refusal("heat.yaml", "integrator={name: rail, rank: 17}"))
                .contains("integrator.rank must be at most min(m, n) = 16");
    }

    private static String refusal(String file, String assignment) {
        Cli.Ended run =
                cli.run("run", cli.at(file), "--set", assignment, "--out", cli.at("refused"));
        assertThat(run.code()).isEqualTo(2);
        return run.err();
    }

    @Test
    void itIsComparedWhereItFits() {
        assertThat(cli.run("compare", cli.at("heat.yaml")).out()).contains("\nrail ");
        cli.file("riccati.yaml", Cli.RICCATI);
        assertThat(cli.run("compare", cli.at("riccati.yaml")).out()).doesNotContain("rail");
    }
}
