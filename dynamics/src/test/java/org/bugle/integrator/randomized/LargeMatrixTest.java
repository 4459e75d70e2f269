package org.bugle.integrator.randomized;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;

/// Matrices of 2.5·10⁹ entries, 20 GB if they were dense.
@Tag("slow")
class LargeMatrixTest {
    private static final int N = 50_000;

    private static final int RANK = 10;

    /// Arrays of (m + n) r numbers that a step may make: random matrices, sketches, images, stages
    /// and their decompositions, of 1.2 r to 1.6 r columns; 2 r (s + 1) in the sums of the
    /// projected method.
    private static final int ARRAYS = 250;

    @ParameterizedTest
    @CsvSource({"false, true", "true, true", "false, false", "true, false"})
    void aStepMakesThinArraysOnly(boolean complex, boolean randomized) {
        SplitMix64 random = new SplitMix64(1);
        Banded a = Banded.tridiagonal(N, 1, -2, 1);
        Matrix c = Matrix.randomGaussian(N, 3, random);
        Coefficient i = complex ? Coefficient.of(Complex.I) : Coefficient.ONE;
        SeparableEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(N, N).left(i, a).right(i, a),
                        LowRankSource.constant(c, c));
        LowRankMatrix y = Cases.lowRank(N, N, RANK, complex, random);
        MatrixIntegrator method =
                randomized
                        ? new RandomizedRungeKutta(
                                ButcherTableau.RK4,
                                Truncation.toRank(RANK),
                                Sketching.gaussian(new SketchSource.Seeded(1)))
                        : new ProjectedRungeKutta(ButcherTableau.RK4);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        LowRankMatrix y1 = method.step(equation, new Span(0, 0, 0, 0.01), y).value();
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(y1.isFinite()).isTrue();
        assertThat(y1.rank()).isEqualTo(RANK);
        long numbers = 2L * N * RANK * (complex ? 2 : 1);
        assertThat(allocated).isBetween(1L, ARRAYS * numbers * Double.BYTES);
        assertThat(allocated).isLessThan((long) N * N * Double.BYTES / 4);
    }
}
