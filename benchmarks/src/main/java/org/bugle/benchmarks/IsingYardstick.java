package org.bugle.benchmarks;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.integrator.tree.TreeBug;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.integrator.tree.TreeMidpointBug;
import org.bugle.integrator.tree.TreeParallelBug;
import org.bugle.integrator.tree.TreeProjectorSplitting;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Substep;
import org.openjdk.jmh.annotations.Param;

import java.util.Optional;
import java.util.concurrent.Callable;

/// One step of every integrator on trees with an rk4 substep, on the Ising chain of d spins on a
/// balanced tree with bonds of at most r ([IsingChain]), on one thread and on two; the
/// rank-adaptive ones truncate to r.
public class IsingYardstick extends PooledBenchmark {
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

    @Override
    protected Callable<?> prepared() {
        IsingChain chain = IsingChain.balanced(d, r);
        LinearTreeEquation equation = chain.equation();
        TreeTensor start = chain.start();
        TreeIntegrator method =
                method(TreeTruncation.weighted(Truncation.toRank(r)), Substep.rk4());
        return () -> method.step(equation, chain.span(), start);
    }

    private TreeIntegrator method(TreeTruncation fixed, Substep rk4) {
        return switch (integrator) {
            case "augmented-bug" -> new TreeAugmentedBug(fixed, rk4);
            case "parallel-bug" ->
                    new TreeParallelBug(TreeParallelBug.Block.EULER, Optional.empty(), fixed, rk4);
            case "midpoint-bug" -> new TreeMidpointBug(fixed, rk4);
            case "projector-splitting" -> new TreeProjectorSplitting(1, rk4);
            case "projector-splitting-2" -> new TreeProjectorSplitting(2, rk4);
            default -> new TreeBug(rk4);
        };
    }
}
