package org.bugle.integrator.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class TreeAllocationTest {
    private static final int RANK = 16;

    /// Sizes of Y that a step may make; these make 110, 148 and 196. Every solve has s + 2 = 6
    /// tensors and images of products, every slot of an environment an image, and augmented tensors
    /// are larger.
    private static final int VALUES = 300;

    /// What a step allocates more than another one, as a part of it: small objects, whose number
    /// depends on ranks.
    private static final double SMALL = 0.05;

    static Stream<TreeIntegrator> integrators() {
        TreeTruncation fixed = TreeTruncation.weighted(Truncation.toRank(RANK));
        return Stream.of(
                new TreeBug(Substep.rk4()),
                new TreeAugmentedBug(fixed, Substep.rk4()),
                new TreeProjectorSplitting(2, Substep.rk4()));
    }

    @ParameterizedTest
    @MethodSource("integrators")
    void aStepAllocatesSmallTensorsOnlyAndLaterOnesNoMore(TreeIntegrator integrator) {
        Tree tree = Tree.balanced(16);
        LinearTreeEquation equation = TreeProblems.ising(tree);
        TreeTensor y = TreeProblems.network(tree, Collections.nCopies(16, 2), RANK, true, 18);
        long[] bytes = new long[10];
        for (int step = 0; step < bytes.length; step++) {
            long before = allocated();
            y = integrator.step(equation, new Span(step, 0, 0.01 * step, 0.01), y).value();
            bytes[step] = allocated() - before;
        }
        TreeTensor last = y;
        long value = // two doubles an entry
                IntStream.range(0, tree.nodes())
                        .mapToLong(node -> 2L * Double.BYTES * last.tensor(node).size())
                        .sum();
        long early = bytes[2]; // what is loaded once came before
        assertThat(early).isBetween(1L, VALUES * value);
        assertThat(bytes[bytes.length - 1]).isLessThan((long) ((1 + SMALL) * early));
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }
}
