package org.bugle.integrator.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A matrix of 10¹⁰ entries, 80 GB if it were dense, advances in a heap of 2 GiB.
@Tag("slow")
class LargeProblemTest {
    private static final int N = 100_000;

    private static final int RANK = 20;

    @Test
    void stepsWithinTwoGigabytes() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "-Xmx2g",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path", ""),
                                LargeProblemTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output.strip()).endsWith("3 steps of rank 20");
    }

    /// Runs in the small heap.
    public static void main(String[] args) {
        SplitMix64 random = new SplitMix64(1);
        Banded a = Banded.tridiagonal(N, 1, -2, 1);
        Matrix c = Matrix.randomGaussian(N, 3, random);
        SeparableEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(N, N)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a),
                        LowRankSource.constant(c, c));
        LowRankMatrix y = Cases.lowRank(N, N, RANK, false, random);
        AugmentedBug integrator = new AugmentedBug(Truncation.toRank(RANK), Substep.rk4());
        int steps = 3;
        for (int i = 0; i < steps; i++) {
            y = integrator.step(equation, new Span(i, 0, 0.01 * i, 0.01), y).value();
        }
        if (!y.isFinite()) {
            throw new IllegalStateException("not finite");
        }
        System.out.println(steps + " steps of rank " + y.rank());
    }
}
