package org.bugle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bugle.app.config.Samples.SETTINGS;
import static org.bugle.app.config.Samples.SLAB;
import static org.bugle.app.config.Samples.bind;

import org.bugle.app.config.Samples.Initial;
import org.bugle.app.config.Samples.Slab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

class YamlWriterTest {

    @Test
    void everyDefaultIsWrittenInTheRecordsOrder() {
        assertThat(YamlWriter.write(bind(SLAB), SETTINGS))
                .isEqualTo(
                        """
                        problem: radiative-transfer/slab
                        parameters:
                          cells: 1000
                          knudsen: 1.0
                          sigmaScattering: [1.0]
                          potential: none
                          initial: ill-prepared
                          cutOff: .inf
                          names: []
                          collisions: 1
                        integrator:
                          name: augmented-bug
                          truncation:
                            rule: tail
                            absolute: 0.0
                            relative: 1.0e-6
                            minRank: 1
                            maxRank: 40
                          substep:
                            name: exponential
                          pointwise: auto
                        time:
                          end: 1.0
                          steps: 200
                        reference: auto
                        seed: 1
                        output:
                          fields: [density]
                          every: 20
                        plugins: []
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projector-splitting, rank: 2",
                "bug, rank: 2",
                "augmented-bug",
                "midpoint-bug",
                "midpoint-bug, variant: explicit",
                "parallel-bug, rejection: true",
                "projected-rk, rank: 2",
                "projected-rk, rank: 2, tableau: merson",
                "retraction-euler, rank: 2",
                "afe, rank: 2, guard: 0.5",
                "prh, rank: 2, retraction: ksl",
                "aprh, rank: 2, acceleration: difference",
                "chart-rk, rank: 2, order: 3",
                "randomized-rk",
                "randomized-rk, rank: 3, stageRank: [2, 3, 3], oversampling: 5, sketch: srht",
                "randomized-rk, truncation: {absolute: 1e-6}, oversampling: [4, 3]",
                "rail",
                "rail, table: imex443, published: true, cores: per-mode",
                "rail, basis: qr, padding: 3, enrichment: false, augmentation: single",
                "full"
            })
    void everyIntegratorComesBack(String integrator) {
        RunFile run = bind(SLAB, "integrator={name: " + integrator + "}");
        assertThat(bind(YamlWriter.write(run, SETTINGS))).isEqualTo(run);
    }

    @Test // other readers follow YAML 1.1, where 1e10, no and 1e-6 are text, false and text
    void otherReadersReadTheSameTypes() {
        RunFile run = bind(SLAB, "parameters.knudsen=1e10", "output.fields=[no, 1e-6, a b, x/y]");
        assertThat(YamlWriter.write(run, SETTINGS))
                .contains("  knudsen: 1.0e+10\n")
                .contains("  fields: [\"no\", \"1e-6\", \"a b\", x/y]\n");
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyValuesComeBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RunFile run = bind(SLAB);
        Slab slab =
                new Slab(
                        random.nextInt(2, 1_000_000),
                        Math.exp(random.nextDouble(-700, 700)),
                        List.of(random.nextDouble(), Double.MIN_VALUE, Double.MAX_VALUE, 1e7),
                        random.nextBoolean() ? Optional.empty() : Optional.of(List.of(1, 2)),
                        text(random),
                        Initial.ISOTROPIC,
                        random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY,
                        List.of(text(random), "null", "~", "", "no", "1e-6", "- a", "a: b", "#"),
                        random.nextLong(Long.MAX_VALUE));
        RunFile changed =
                new RunFile(
                        run.problem(),
                        slab,
                        run.integrator(),
                        run.time(),
                        run.reference(),
                        run.initial(),
                        run.initialDigest(),
                        random.nextLong(),
                        run.output(),
                        run.plugins());
        assertThat(bind(YamlWriter.write(changed, SETTINGS))).isEqualTo(changed);
    }

    private static String text(SplittableRandom random) {
        String letters = "ab1.:#- '\"\\[]{},&*!|>%@`\n\tä𝔘/=~";
        int[] points = letters.codePoints().toArray();
        return random.ints(random.nextInt(6), 0, points.length)
                .map(i -> points[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
