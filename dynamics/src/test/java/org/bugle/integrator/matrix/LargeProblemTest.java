package org.bugle.integrator.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.RelaxationEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A matrix of 10¹⁰ entries, 80 GB if it were dense, advances in a heap of 2 GiB.
@Tag("slow")
class LargeProblemTest {
    private static final int N = 100_000;

    private static final int RANK = 20;

    @ParameterizedTest
    @ValueSource(strings = {"augmented-bug", "gap", "gap-kinetic-dirk2", "gap-kinetic-exponential"})
    void stepsWithinTwoGigabytes(String method) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "-Xmx2g",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path", ""),
                                LargeProblemTest.class.getName(),
                                method)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output.strip()).contains("3 steps of rank ");
    }

    /// Runs in the small heap.
    public static void main(String[] args) {
        SplitMix64 random = new SplitMix64(1);
        Banded a = Banded.tridiagonal(N, 1, -2, 1);
        Matrix c = Matrix.randomGaussian(N, 3, random);
        SeparableEquation heat =
                SeparableEquation.of(
                        SeparableOperator.zero(N, N)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a),
                        LowRankSource.constant(c, c));
        Banded velocity =
                Banded.generate(
                        N,
                        1,
                        1,
                        (i, j) -> {
                            double k = Math.max(i, j);
                            return i == j ? 0 : k / Math.sqrt(4 * k * k - 1);
                        });
        RelaxationEquation kinetic =
                RelaxationEquation.uniform(
                        Circulant.derivative(N, 2 * Math.PI, 1), velocity, 1e-3, 1, 0);
        boolean isKinetic = args[0].startsWith("gap-kinetic");
        MatrixIntegrator integrator =
                switch (args[0]) {
                    case "gap" -> Gap.fixed(Substep.rk4());
                    case "gap-kinetic-dirk2" -> Gap.fixed(Substep.dirk2());
                    case "gap-kinetic-exponential" -> Gap.fixed(Substep.exponential());
                    default -> new AugmentedBug(Truncation.toRank(RANK), Substep.rk4());
                };
        LowRankMatrix y = Cases.lowRank(N, N, isKinetic ? 6 : RANK, false, random);
        int steps = 3;
        for (int i = 0; i < steps; i++) {
            Span span = new Span(i, 0, 0.01 * i, 0.01);
            y = integrator.step(isKinetic ? kinetic : heat, span, y).value();
        }
        if (!y.isFinite()) {
            throw new IllegalStateException("not finite");
        }
        System.out.println(steps + " steps of rank " + y.rank());
    }
}
