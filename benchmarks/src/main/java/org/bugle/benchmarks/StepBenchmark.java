package org.bugle.benchmarks;

import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// One step of every integrator with an rk4 substep on the Lyapunov equation (n = 1024, r = 20), on
/// one thread, and the same products, decompositions and sums in plain calls without an equation, a
/// report or a check around them (`plain`).
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark extends LaunchedBenchmark {
    @Param({
        "bug",
        "augmented-bug",
        "parallel-bug",
        "parallel-bug-2",
        "midpoint-bug-3r",
        "midpoint-bug-4r",
        "projector-splitting",
        "projector-splitting-2"
    })
    public String integrator = "";

    private final Lyapunov lyapunov = new Lyapunov(1024, 20);
    private final SeparableEquation equation = lyapunov.equation();
    private final LowRankMatrix start = lyapunov.start();
    private final Span span = lyapunov.span();
    private MatrixIntegrator method = new Bug(Substep.rk4());
    private PlainCalls calls = PlainCalls.of("bug", start);

    @Setup
    public void setUp() {
        Truncation fixed = Truncation.toRank(lyapunov.r());
        Substep rk4 = Substep.rk4();
        method =
                switch (integrator) {
                    case "augmented-bug" -> new AugmentedBug(fixed, rk4);
                    case "parallel-bug" ->
                            new ParallelBug(1, ParallelBug.Block.K, false, fixed, rk4);
                    case "parallel-bug-2" ->
                            new ParallelBug(2, ParallelBug.Block.K, false, fixed, rk4);
                    case "midpoint-bug-3r" -> new MidpointBug(MidpointBug.Variant.R3, fixed, rk4);
                    case "midpoint-bug-4r" -> new MidpointBug(MidpointBug.Variant.R4, fixed, rk4);
                    case "projector-splitting" -> new ProjectorSplitting(1, rk4);
                    case "projector-splitting-2" -> new ProjectorSplitting(2, rk4);
                    default -> new Bug(rk4);
                };
        calls = PlainCalls.of(integrator, start);
    }

    @Benchmark
    public Step<LowRankMatrix> step() {
        return method.step(equation, span, start);
    }

    @Benchmark
    public Matrix plain() {
        return calls.run();
    }
}
