package org.bugle.benchmarks;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.integrator.tree.TreeBug;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.integrator.tree.TreeMidpointBug;
import org.bugle.integrator.tree.TreeParallelBug;
import org.bugle.integrator.tree.TreeProjectorSplitting;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/// One step of every integrator on trees with an rk4 substep, on the Ising chain of d spins on a
/// balanced tree with bonds of at most r ([IsingChain]), on one thread and on two; the
/// rank-adaptive ones truncate to r.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx2g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class IsingYardstick {
    @Param({
        "bug",
        "augmented-bug",
        "parallel-bug",
        "midpoint-bug",
        "projector-splitting",
        "projector-splitting-2"
    })
    public String integrator = "";

    @Param("32")
    public int d = 32;

    @Param("32")
    public int r = 32;

    @Param({"1", "2"})
    public int threads = 1;

    private IsingChain chain = IsingChain.balanced(2, 1);
    private LinearTreeEquation equation = chain.equation();
    private TreeTensor start = chain.start();
    private Span span = chain.span();
    private TreeIntegrator method = new TreeBug(Substep.rk4());
    private ForkJoinPool pool = new ForkJoinPool(1);

    @Setup
    public void setUp() {
        chain = IsingChain.balanced(d, r);
        equation = chain.equation();
        start = chain.start();
        span = chain.span();
        TreeTruncation fixed = TreeTruncation.weighted(Truncation.toRank(chain.r()));
        Substep rk4 = Substep.rk4();
        method =
                switch (integrator) {
                    case "augmented-bug" -> new TreeAugmentedBug(fixed, rk4);
                    case "parallel-bug" ->
                            new TreeParallelBug(
                                    TreeParallelBug.Block.EULER, Optional.empty(), fixed, rk4);
                    case "midpoint-bug" -> new TreeMidpointBug(fixed, rk4);
                    case "projector-splitting" -> new TreeProjectorSplitting(1, rk4);
                    case "projector-splitting-2" -> new TreeProjectorSplitting(2, rk4);
                    default -> new TreeBug(rk4);
                };
        pool = new ForkJoinPool(threads);
    }

    @TearDown
    public void tearDown() {
        pool.close();
    }

    @Benchmark
    public Step<TreeTensor> step() {
        return pool.submit(() -> method.step(equation, span, start)).join();
    }
}
