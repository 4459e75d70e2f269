package org.bugle.benchmarks;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.TreeOperator;
import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.Callable;

/// The tree tensor network operator of Σ_{i<j} Z_i Z_j/(j − i) on d spins of a balanced tree, to a
/// tolerance of 1e-12: compression of the couplings and assembly.
public class OperatorYardstick extends PooledBenchmark {
    @Param("64")
    public int d = 64;

    @Override
    protected Callable<?> prepared() {
        return this::operator;
    }

    private TreeOperator operator() {
        return PairHamiltonian.of(d, 2)
                .plus(
                        PairFamily.of(
                                Couplings.of(d, (i, j) -> 1.0 / Math.abs(i - j)),
                                Dense.of(Matrix.diagonal(1, -1))))
                .toOperator(
                        Tree.balanced(d), Compression.local(1e-12), PairHamiltonian.Form.MERGED);
    }
}
