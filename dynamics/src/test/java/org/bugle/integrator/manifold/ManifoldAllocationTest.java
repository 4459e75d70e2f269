package org.bugle.integrator.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;

/// A matrix of 2.5·10⁹ entries, 20 GB if it were dense.
class ManifoldAllocationTest {
    private static final int N = 50_000;
    private static final int RANK = 4;

    /// Arrays of (m + n) r numbers that a step may make. The most is made by APRH: 19 retractions
    /// and inverses.
    private static final long ARRAYS = 400;

    @Test
    void aStepAllocatesThinArraysOnly() {
        Banded a = Banded.tridiagonal(N, 1, -2, 1);
        SplitMix64 random = new SplitMix64(5);
        LowRankMatrix source = Cases.lowRank(N, N, 2, false, random);
        SeparableEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(N, N)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a),
                        LowRankSource.constant(source.times(0.1)));
        LowRankMatrix y = Points.point(N, N, RANK, false, random);
        for (MatrixIntegrator integrator :
                List.of(
                        new RetractionEuler(Retraction.SVD),
                        new Prh(Retraction.KLS),
                        new Aprh(Retraction.ORTHOGRAPHIC),
                        new ChartRungeKutta(Retraction.ORTHOGRAPHIC, ButcherTableau.RK4))) {
            long bytes = allocated(() -> integrator.step(equation, new Span(0, 0, 0, 0.05), y));
            assertThat(bytes)
                    .as("%s", integrator)
                    .isBetween(1L, ARRAYS * 2L * N * RANK * Double.BYTES);
        }
    }

    private static long allocated(java.util.function.Supplier<Step<LowRankMatrix>> step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(id);
        assertThat(step.get().value().isFinite()).isTrue();
        return threads.getThreadAllocatedBytes(id) - before;
    }
}
