package org.bugle.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

class AllocationTest {
    private static final int N = 20_000;
    private static final int RANK = 10;

    /// Arrays of (m + n) r numbers that a step may make; it makes 24. The workspaces of K and L
    /// have s + 2 = 6 and an image, bases of 2r columns are made in two passes and truncated.
    private static final int ARRAYS = 30;

    @Test
    void aStepAllocatesThinArraysOnly() {
        Banded a = Banded.tridiagonal(N, 1, -2, 1);
        var equation =
                SeparableEquation.of(
                        SeparableOperator.zero(N, N)
                                .left(Coefficient.ONE, a)
                                .right(Coefficient.ONE, a));
        var random = new SplitMix64(5);
        Matrix u = Qr.of(Matrix.randomGaussian(N, RANK, random)).q();
        Matrix v = Qr.of(Matrix.randomGaussian(N, RANK, random)).q();
        double[] s = SmallProblems.values(RANK, k -> Math.pow(0.5, k));
        LowRankMatrix start = new LowRankMatrix(u, Matrix.diagonal(s), v);
        Evolution<LowRankMatrix> evolution =
                Evolution.of(equation)
                        .from(start)
                        .with(new AugmentedBug(Truncation.toRank(RANK), Substep.rk4()))
                        .until(0.1);

        evolution.steps(1).run(); // what is loaded once
        long perStep = (allocated(evolution.steps(7)) - allocated(evolution.steps(3))) / 4;
        assertThat(perStep).isBetween(1L, ARRAYS * 2L * N * RANK * Double.BYTES);
        assertThat(perStep).isLessThan((long) N * N * Double.BYTES / 10);
    }

    private static long allocated(Evolution<LowRankMatrix> evolution) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(id);
        evolution.run();
        return threads.getThreadAllocatedBytes(id) - before;
    }
}
