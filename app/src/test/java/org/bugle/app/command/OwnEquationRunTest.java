package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.bugle.app.config.JsonSchema;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Vocabulary;
import org.bugle.files.Result;
import org.bugle.files.ResultFile;
import org.bugle.models.own.OwnEquation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Run files with an equation of their own, through every command.
class OwnEquationRunTest {
    private static final String TWO =
            """
            domain:
              x: {periodic: [0, 2*pi], points: 16}
              v: {interval: [-4, 4], points: 20, method: chebyshev}
            unknown: f
            constants: {d: 0.1}
            equation: "dt f = -v * dx f + d * dvv f"
            initial: "exp(-v^2) * (1 + 0.1*cos(x))"
            time: {end: 0.5, steps: 20}
            """;

    private static final String THREE =
            """
            domain:
              x: {periodic: [-pi, pi], points: 12}
              y: {periodic: [-pi, pi], points: 12, method: differences}
              z: {interval: [-3, 3], points: 14, ends: neumann}
            unknown: u
            equation: "dt u = laplacian u - sin(y) * dx u + exp(-t)*cos(x)*u"
            initial: "1 + 0.1*cos(x + y)*exp(-z^2)"
            time: {end: 0.25, steps: 10}
            """;

    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
points: 16             | pionts: 16               | 2: domain.x.pionts is no key; did you mean 'points'? allowed: periodic, interval, points, method, order, ends
points: 16             | points: 2                | 2: domain.x.points must be a whole number ≥ 3, found 2
[0, 2*pi]              | [0, 2*pj]                | 2: domain.x.periodic: '2*pj' at position 3: unknown name 'pj'; did you mean 'pi'? allowed: d, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
[0, 2*pi]              | [2*pi, 0]                | 2: domain.x.periodic must be [lo, hi] with lo < hi, found 6.283185307179586 and 0.0
[0, 2*pi]              | [0]                      | 2: domain.x: periodic must be [lo, hi], found 1 numbers
periodic: [0, 2*pi],   | periodic: [0, 1], interval: [0, 1], | 2: domain.x: periodic and interval exclude each other
periodic: [0, 2*pi],   | method: fourier,         | 2: domain.x: neither periodic nor interval is given; give [lo, hi] for one
periodic: [0, 2*pi],   | periodic: [0, 1], ends: neumann, | 2: domain.x: a periodic variable has no ends; leave ends out
periodic: [0, 2*pi],   | periodic: [0, 1], method: chebyshev, | 2: domain.x: a periodic variable has the method fourier or differences, found chebyshev
method: chebyshev      | method: fourier          | 3: domain.v: an interval has the method differences or chebyshev, found fourier
method: chebyshev      | method: chebishev        | 3: domain.v.method is 'chebishev'; did you mean 'chebyshev'? allowed: fourier, differences, chebyshev
method: chebyshev      | order: 3                 | 3: domain.v: order must be 2, 4 or 6, found 3
method: chebyshev      | order: 4, method: chebyshev | 3: domain.v: order belongs to the method differences; leave it out
method: chebyshev      | ends: free               | 3: domain.v: differences want the ends dirichlet or neumann, found free
unknown: f             | unknown: x               | 4: unknown must have another name: x is a variable
d * dvv f              | d * dvw f                | 6: equation: 'dt f = -v * dx f + d * dvw f' at position 24: dvw is no derivative along variables of the domain; they are x, v
d * dvv f              | 1/(1+x*v)*f              | 6: equation: 'dt f = -v * dx f + 1/(1+x*v)*f' at position 20: the factor 1/(1+x*v) depends on x and v and is no product of factors of one variable each; write it as a sum of such products, or approximate it by one
dt f = -v * dx f       | dt f = sqrt(v)*dx f      | 6: equation has the factor sqrt(v), which is NaN at v = -3.955323304900514
{d: 0.1}               | {d: t}                   | 5: constants.d: 't' at position 1: unknown name 't'; allowed: e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
{d: 0.1}               | {d: 1/0}                 | 5: constants.d must be finite, found Infinity
{d: 0.1}               | {d: 0.1, dx: 1}          | 5: constants.dx must have another name: dx is a derivative
exp(-v^2) *            | f *                      | 7: initial: 'f * (1 + 0.1*cos(x))' at position 1: unknown name 'f'; allowed: x, v, t, d, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
equation:              | equations:               | 6: equations is no key; did you mean 'equation'? allowed: domain, unknown, equation, initial, initialDigest, constants, exact, tree, integrator, time, reference, seed, … (14 in all)
time:                  | problem: riccati; time: | 1: domain and problem exclude each other: a run file names a problem, or has an equation of its own by domain, unknown, equation and initial
time:                  | tree: linear; time:     | 8: tree is for three variables or more; leave it out for two
time:                  | reference: exact; time: | 8: reference must be another than exact: no closed form is known for own; full, estimate and none are left, or give the solution under exact
time:                  | exact: x*v*g; time:     | 8: exact: 'x*v*g' at position 5: unknown name 'g'; allowed: x, v, t, d, e, pi, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign
time:                  | output: {fields: [density]}; time: | 8: output.fields names 'density', but own has the fields marginal-x, marginal-v
time:                  | integrator: {name: bug, rank: 30}; time: | 8: integrator.rank must be at most min(m, n) = 16 for own with its 16×20 values, found 30
""")
    void aWrongRunFileIsToldByLineAndKey(String right, String wrong, String sentence) {
        assertThat(TWO).contains(right);
        String text = TWO.replace(right, wrong.replace("; ", "\n"));
        Cli.Ended ended =
                cli.run("run", cli.file("run.yaml", text), "--quiet", "--out", cli.at("out"));
        assertThat(ended.err()).isEqualTo("run.yaml:" + sentence + System.lineSeparator());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE})
    void whatIsWrittenIsReadBack(String text) {
        RunInput input = RunInput.read(Path.of(cli.file("run.yaml", text)), List.of());
        RunInput again = RunInput.read(Path.of(cli.file("again.yaml", input.yaml())), List.of());
        assertThat(again.file()).isEqualTo(input.file());
        assertThat(again.yaml()).isEqualTo(input.yaml());
        assertThat(again.file().parameters()).isInstanceOf(OwnEquation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE})
    void aRunGoesOnBitwiseAsIfItHadNotStopped(String text) throws IOException {
        String file = cli.file("run.yaml", text);
        String[] half = {"run", file, "--quiet", "--out", cli.at("half")};
        assertThat(cli.run(half).err()).isEmpty();
        double end = RunInput.read(Path.of(file), List.of()).file().time().end();
        int steps = RunInput.read(Path.of(file), List.of()).file().time().steps().orElseThrow();
        cli.run("resume", cli.at("half"), "--quiet", "--until", String.valueOf(2 * end));
        cli.run(
                "run",
                file,
                "--quiet",
                "--set",
                "time={end: %s, steps: %d}".formatted(2 * end, 2 * steps),
                "--out",
                cli.at("whole"));
        assertThat(rows("half")).hasSize(2 * steps + 2).isEqualTo(rows("whole"));
        Result result = ResultFile.read(folder.resolve("half/result.json"), Result.class);
        assertThat(result.problem()).isEqualTo("own");
        assertThat(result.observables()).containsKey("mass");
        assertThat(folder.resolve("half/report.html")).content().contains("dt ");
    }

    /// Without the wall time, which is no result.
    private List<String> rows(String name) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(name + "/history.csv"))) {
            return lines.map(line -> line.substring(0, line.lastIndexOf(','))).toList();
        }
    }

    @Test
    void theHeadTellsWhatWasChosenAndWhy() {
        String stiff = cli.run("run", cli.file("a.yaml", TWO), "--out", cli.at("a")).out();
        assertThat(stiff)
                .contains("equation    dt f = -v * dx f + d * dvv f")
                .contains("split       stiff 0.1*dvv(f); the rest -v*dx(f)")
                .contains("; chosen because the equation has derivatives of order 2 or more");
        String text = TWO.replace("+ d * dvv f", "").replace("0.1*cos(x)", "0.1*cos(x*abs(v)/4)");
        String free = cli.run("run", cli.file("b.yaml", text), "--out", cli.at("b")).out();
        assertThat(free)
                .contains("split       stiff nothing; the rest -v*dx(f)")
                .contains("integrator  midpoint-bug")
                .contains(
                        "initial     exp(-v^2) * (1 + 0.1*cos(x*abs(v)/4)), by cross"
                                + " approximation");
        String given = TWO + "integrator: {name: bug, rank: 4}\n";
        assertThat(cli.run("run", cli.file("c.yaml", given), "--out", cli.at("c")).out())
                .contains("integrator  bug, starts from rank 4" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE})
    void everyCommandTakesIt(String text) {
        String file = cli.file("run.yaml", text);
        assertThat(cli.run("check", file).err()).isEmpty();
        Cli.Ended studied =
                cli.run(
                        "converge",
                        file,
                        "--steps",
                        "4,8",
                        "--integrators",
                        "augmented-bug,parallel-bug");
        assertThat(studied.code()).as(studied.err()).isZero();
        Cli.Ended compared =
                cli.run("compare", file, "--integrators", "augmented-bug,parallel-bug");
        assertThat(compared.out()).doesNotContain("failed");
        assertThat(
                        cli.run(
                                        "run",
                                        file,
                                        "--quiet",
                                        "--set",
                                        "reference=estimate",
                                        "--out",
                                        cli.at("o"))
                                .code())
                .isZero();
    }

    @Test
    void aStarterFileRunsAsItIs() {
        assertThat(cli.run("init", "own", "--out", cli.at("own.yaml")).code()).isZero();
        Cli.Ended ended =
                cli.run(
                        "run",
                        cli.at("own.yaml"),
                        "--quiet",
                        "--set",
                        "time.steps=10",
                        "--out",
                        cli.at("out"));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(cli.run("describe", "own").out())
                .contains("  domain.NAME.points: whole number ≥ 3, required");
        assertThat(cli.run("list", "problems").out()).contains("  own ");
    }

    @Test
    void theSchemaTellsBothKindsOfRunFiles() {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                JsonSchema.either(
                                                "problem",
                                                Vocabulary.runFile(),
                                                Vocabulary.ownRunFile(),
                                                "Bugle run file")
                                        .toPrettyString());
        for (String good : List.of(TWO, THREE, Cli.RICCATI)) {
            assertThat(schema.validate(good, InputFormat.YAML)).isEmpty();
        }
        for (String bad :
                List.of(
                        TWO.replace("points: 16", "pionts: 16"),
                        TWO.replace("method: chebyshev", "method: spectral"),
                        TWO.replace("equation:", "equations:"),
                        TWO + "parameters: {}\n",
                        Cli.RICCATI.replace("steps: 20", "stpes: 20"))) {
            assertThat(schema.validate(bad, InputFormat.YAML)).isNotEmpty();
        }
    }
}
