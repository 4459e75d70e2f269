package org.bugle.benchmarks;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One augmented BUG step (rk4 substep, truncated back to rank r) of the Ising chain ([IsingChain])
/// on one thread, against the number of spins d, the rank r, and the depth of the tree: that of a
/// chain of balanced blocks, from one block (depth log₂ d) to blocks of one spin (depth d − 1).
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class TreeScalingBenchmark extends LaunchedBenchmark {
    @Param({"8", "16", "32", "64", "128"})
    public int d = 8;

    @Param("16")
    public int r = 16;

    /// Of the tree; 0 for the least, that of a balanced one.
    @Param("0")
    public int depth = 0;

    private IsingChain chain = IsingChain.balanced(2, 1);
    private LinearTreeEquation equation = chain.equation();
    private TreeTensor start = chain.start();
    private TreeAugmentedBug method = method(1);
    private Span span = chain.span();

    @Setup
    public void setUp() {
        chain = new IsingChain(depth == 0 ? Tree.balanced(d) : blocks(d, depth), r);
        equation = chain.equation();
        start = chain.start();
        span = chain.span();
        method = method(r);
    }

    private static TreeAugmentedBug method(int rank) {
        return new TreeAugmentedBug(
                TreeTruncation.weighted(Truncation.toRank(rank)), Substep.rk4());
    }

    /// The chain of balanced blocks that has this depth.
    private static Tree blocks(int sites, int depth) {
        for (int size = 1, levels = 0; size <= sites; size *= 2, levels++) {
            if (levels + sites / size - 1 == depth) {
                List<String> blocks = new ArrayList<>();
                for (int first = 0; first < sites; first += size) {
                    blocks.add(block(first, size));
                }
                return Tree.parse(
                        blocks.reversed().stream()
                                .reduce((rest, next) -> "(%s %s)".formatted(next, rest))
                                .orElseThrow());
            }
        }
        throw new IllegalArgumentException(
                "no chain of balanced blocks of %d sites has the depth %d".formatted(sites, depth));
    }

    private static String block(int first, int size) {
        return size == 1
                ? String.valueOf(first)
                : "(%s %s)".formatted(block(first, size / 2), block(first + size / 2, size / 2));
    }

    @Benchmark
    public Step<TreeTensor> step() {
        return method.step(equation, span, start);
    }
}
