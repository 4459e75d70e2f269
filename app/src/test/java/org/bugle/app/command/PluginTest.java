package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.JavaSources;
import org.bugle.app.plugin.Plugin;
import org.bugle.app.run.RunInput;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Problems and integrators of one's own, compiled and packed as a user does.
class PluginTest {
    private static final String PROBLEM =
            """
            package own;

            import java.util.List;
            import org.bugle.equation.*;
            import org.bugle.linalg.*;
            import org.bugle.linalg.structured.*;
            import org.bugle.lowrank.*;
            import org.bugle.models.*;
            import org.bugle.models.parameter.*;
            import org.bugle.operator.*;

            @Named(value = "decay", doc = "decay of a matrix")
            public record Decay(
                    @Key(doc = "size of the matrix", def = "12", min = 2) int points,
                    @Key(doc = "rate of the decay", unit = "1/time", def = "1") double rate)
                    implements ProblemFamily {
                public Decay {
                    if (rate == points) throw new IllegalArgumentException("rate must not be points");
                }

                @Override
                public MatrixProblem problem(long seed) {
                    if (rate < 0) {
                        throw new IllegalStateException("FAULT");
                    }
                    Matrix one = Matrix.generate(points, 1, (i, k) -> i + 1);
                    LowRankMatrix start = LowRankMatrix.ofFactors(one, one);
                    Grid grid = Grid.counted("i", 1, points);
                    MatrixEquation equation = SeparableEquation.of(
                            SeparableOperator.zero(points, points)
                                    .left(Coefficient.of(-rate), new Diagonal(Matrix.generate(points, 1, (i, k) -> 1))));
                    return new MatrixProblem(equation, grid, grid, Start.of(start), 0, 1, 1,
                            List.of(), List.of(),
                            new Reference.Exact<>("exact", t -> start.times(Math.exp(-rate * t))));
                }
            }
            """;

    private static final String INTEGRATOR =
            """
            package own;

            import java.util.Optional;
            import org.bugle.app.config.*;
            import org.bugle.app.run.*;
            import org.bugle.equation.*;
            import org.bugle.integrator.*;
            import org.bugle.integrator.matrix.*;
            import org.bugle.lowrank.*;
            import org.bugle.models.parameter.*;
            import org.bugle.substep.*;

            @Named(value = "twice", doc = "two steps of BUG")
            public record Twice(
                    @Key(doc = "rank", min = 1) int rank,
                    @Key(doc = "substep", def = "rk4") SubstepSettings substep)
                    implements OwnIntegrator {
                @Override
                public Optional<Integer> startRank() {
                    return Optional.of(rank);
                }

                @Override
                public Optional<MatrixIntegrator> forMatrices() {
                    return Optional.of(new Method(new Bug(Substeps.of(substep))));
                }

                record Method(Bug bug) implements MatrixIntegrator {
                    @Override public Substep substep() { return bug.substep(); }
                    @Override public Optional<Truncation> truncationRule() { return Optional.empty(); }
                    @Override public int order() { return 1; }
                    @Override public String name() { return "twice"; }
                    @Override
                    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
                        double half = span.h() / 2;
                        Step<LowRankMatrix> first = bug.step(equation, new Span(span.index(), 0, span.t(), half), y);
                        return bug.step(equation, new Span(span.index(), 0, span.t() + half, half), first.value());
                    }
                }
            }
            """;

    private static final String SERVICE =
            """
            package own;

            import java.util.List;
            import org.bugle.app.config.OwnIntegrator;
            import org.bugle.app.plugin.Plugin;
            import org.bugle.models.ProblemFamily;

            public final class Own implements Plugin {
                @Override
                public List<Class<? extends ProblemFamily>> problems() {
                    return List.of(Decay.class);
                }

                @Override
                public List<Class<? extends OwnIntegrator>> integrators() {
                    return List.of(Twice.class);
                }
            }
            """;

    private static final String RUN =
            """
            problem: plugin/decay
            parameters: {rate: 2}
            integrator: {name: augmented-bug, truncation: {relative: 1e-8}}
            time: {end: 0.5, steps: 20}
            """;

    @TempDir private Path folder;

    private Cli cli;

    private static Path packed = Path.of("");

    @BeforeAll
    static void pack(@TempDir Path shared) {
        packed =
                JavaSources.jar(
                        compiled(shared.resolve("classes"), PROBLEM), shared.resolve("own.jar"));
    }

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    private Path classes(String problem) {
        return compiled(folder.resolve("classes"), problem);
    }

    private static Path compiled(Path classes, String problem) {
        JavaSources.compile(
                classes,
                Map.of("Decay.java", problem, "Twice.java", INTEGRATOR, "Own.java", SERVICE));
        name(classes, "own.Own");
        return classes;
    }

    private static void name(Path classes, String service) {
        JavaSources.write(
                classes.resolve("META-INF/services/" + Plugin.class.getName()), service + "\n");
    }

    /// A copy of the plugin's jar.
    private String jar() throws IOException {
        Path copy = folder.resolve("own.jar");
        return Files.exists(copy) ? copy.toString() : Files.copy(packed, copy).toString();
    }

    @Test
    void aProblemOfOnesOwnRunsAndItsFolderKnowsThePlugin() throws IOException {
        String jar = jar();
        String file = cli.file("run.yaml", RUN);
        Cli.Ended run = cli.run("run", file, "--plugin", jar, "--out", cli.at("out"));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("problem     plugin/decay, real 12×12");
        RunInput again = RunInput.read(folder.resolve("out/run.yaml"), List.of());
        assertThat(again.file().plugins()).containsExactly(jar);
        assertThat(cli.run("check", file, "--plugin", jar).code()).isZero();
        assertThat(cli.run("converge", file, "--plugin", jar, "--steps", "5,10").out())
                .contains("augmented-bug");
    }

    @Test
    void theFileItselfMayNameThePluginBesideIt() throws IOException {
        jar();
        String file = cli.file("run.yaml", RUN + "plugins: own.jar\n");
        assertThat(cli.run("run", file, "--quiet", "--out", cli.at("out")).err()).isEmpty();
    }

    @Test
    void anIntegratorOfOnesOwnIsComparedWithOthers() throws IOException {
        String file = cli.file("run.yaml", RUN);
        Cli.Ended ended =
                cli.run(
                        "compare",
                        file,
                        "--plugin",
                        jar(),
                        "--integrators",
                        "plugin/twice:rank=2,bug,plugin/twice:substep=dirk2",
                        "--set",
                        "reference=estimate");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).containsPattern("plugin/twice:rank=2 +\\d\\.\\d+e-\\d+ +2 ");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aResumedRunFindsThePlugin() throws IOException {
        String jar = jar();
        String file = cli.file("run.yaml", RUN);
        cli.run("run", file, "--plugin", jar, "--quiet", "--out", cli.at("out"));
        Cli.Ended longer = cli.run("resume", cli.at("out"), "--until", "1", "--quiet");
        assertThat(longer.err()).isEmpty();
        assertThat(longer.code()).isZero();
    }

    @Test // the same bytes elsewhere are the same plugin
    void aPluginMayBeMovedButNotChanged() throws IOException {
        Path jar = Path.of(jar());
        String file = cli.file("run.yaml", RUN);
        cli.run("run", file, "--plugin", jar.toString(), "--quiet", "--out", cli.at("out"));
        Path moved = Files.move(jar, folder.resolve("moved.jar"));
        assertThat(cli.run("resume", cli.at("out"), "--until", "1").err())
                .startsWith("out/run.yaml:")
                .contains(": there is no plugin own.jar");
        assertThat(
                        cli.run(
                                        "resume",
                                        cli.at("out"),
                                        "--until",
                                        "1",
                                        "--plugin",
                                        moved.toString(),
                                        "--quiet")
                                .code())
                .isZero();
        Path changed = classes(PROBLEM.replace("i + 1", "i + 2"));
        assertThat(
                        cli.run(
                                        "resume",
                                        cli.at("out"),
                                        "--until",
                                        "2",
                                        "--plugin",
                                        changed.toString())
                                .err())
                .contains("belongs to another input");
    }

    @Test
    void whatIsThereIsListedDescribedAndBegun() throws IOException {
        String jar = jar();
        assertThat(cli.run("list", "problems", "--plugin", jar).out())
                .containsPattern("plugin/decay +matrix  decay of a matrix");
        assertThat(cli.run("list", "integrators", "--plugin", jar).out())
                .containsPattern("plugin/twice +two steps of BUG");
        assertThat(cli.run("describe", "plugin/decay", "--plugin", jar).out())
                .startsWith("plugin/decay: decay of a matrix")
                .contains("  rate: number [1/time], default 1")
                .contains("by default a real 12×12 matrix");
        assertThat(cli.run("schema", "--plugin", jar).out()).contains("plugin/decay");
        cli.run("init", "plugin/decay", "--plugin", jar, "--out", cli.at("decay.yaml"));
        assertThat(cli.run("run", cli.at("decay.yaml"), "--quiet", "--out", cli.at("out")).err())
                .isEmpty();
    }

    @Test
    void aNameThatIsNotThereIsToldWithThoseThatAre() throws IOException {
        String file = cli.file("run.yaml", RUN.replace("decay", "decai"));
        assertThat(cli.run("check", file, "--plugin", jar()).err())
                .startsWith("run.yaml:1: problem is 'plugin/decai'")
                .contains("did you mean 'plugin/decay'?");
    }

    @Test
    void aPluginsNameWithoutThePluginSaysHowToNameIt() {
        assertThat(cli.run("run", cli.file("run.yaml", RUN)).err())
                .isEqualTo(
                        "run.yaml:1: problem is plugin/decay, but no plugin is named; give its jar"
                                + " by --plugin, or under the key plugins"
                                + System.lineSeparator());
    }

    @Test
    void aPluginThatCannotBeUsedIsRefusedInASentence() throws IOException {
        String file = cli.file("run.yaml", RUN);
        assertThat(cli.run("run", file, "--plugin", cli.at("none.jar")).err())
                .isEqualTo("--plugin: there is no plugin none.jar" + System.lineSeparator());
        assertThat(cli.run("run", file, "--plugin", file).err())
                .startsWith("--plugin: run.yaml is neither a jar nor a folder of classes (");
        Path empty = JavaSources.write(folder.resolve("empty/a.txt"), "").getParent();
        assertThat(cli.run("run", file, "--plugin", String.valueOf(empty)).err())
                .isEqualTo(
                        "--plugin: empty has no plugin: its file"
                                + " META-INF/services/org.bugle.app.plugin.Plugin must name a class"
                                + " that implements org.bugle.app.plugin.Plugin"
                                + System.lineSeparator());
        Path classes = classes(PROBLEM);
        name(classes, "own.Missing");
        assertThat(cli.run("run", file, "--plugin", classes.toString()).err())
                .isEqualTo(
                        "--plugin: classes: Provider own.Missing not found"
                                + System.lineSeparator());
        classes(PROBLEM.replace("@Key(doc = \"size of the matrix\", def = \"12\", min = 2)", ""));
        assertThat(cli.run("run", file, "--plugin", classes.toString()).err())
                .isEqualTo("--plugin: classes: Decay.points has no @Key" + System.lineSeparator());
        classes(PROBLEM);
        assertThat(cli.run("run", file, "--plugin", jar(), "--plugin", classes.toString()).err())
                .isEqualTo(
                        "--plugin: own.jar and classes both have the name plugin/decay; leave one"
                                + " of them out"
                                + System.lineSeparator());
    }

    @Test // a class file of Java 26 is one of Java 25 with another number in its head
    void aPluginForANewerJavaSaysSo() throws IOException {
        Path classes = classes(PROBLEM);
        Path file = classes.resolve("own/Own.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (44 + Runtime.version().feature() + 1);
        Files.write(file, bytes);
        assertThat(cli.run("list", "--plugin", classes.toString()).err())
                .isEqualTo(
                        "--plugin: classes needs Java %d, for which its class own.Own is compiled; this is Java %d%n"
                                .formatted(
                                        Runtime.version().feature() + 1,
                                        Runtime.version().feature()));
    }

    @Test
    void aFaultOfThePluginIsNotCalledOneOfBugle() throws IOException {
        String file = cli.file("run.yaml", RUN.replace("rate: 2", "rate: -1"));
        Cli.Ended ended = cli.run("run", file, "--plugin", jar(), "--out", cli.at("out"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo(
                        "IllegalStateException: FAULT in own.Decay.problem (Decay.java:24) of the"
                                + " plugin own.jar"
                                + System.lineSeparator());
        String wrong = cli.file("wrong.yaml", RUN.replace("rate: 2", "rate: 12"));
        assertThat(cli.run("run", wrong, "--plugin", jar()).err())
                .isEqualTo(
                        "wrong.yaml:2: parameters: rate must not be points"
                                + System.lineSeparator());
    }
}
