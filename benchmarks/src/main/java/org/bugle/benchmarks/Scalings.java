package org.bugle.benchmarks;

import java.util.List;

/// What is shown of how costs grow, grouped by the parameter.
final class Scalings {
    private static final TimedStep MATRIX = TimedStep.of(MatrixScalingBenchmark.class);
    private static final TimedStep TREE = TimedStep.of(TreeScalingBenchmark.class);
    private static final TimedStep RAIL = TimedStep.of(RailBenchmark.class).with("threads", 1);

    static final List<List<Scaling>> ALL =
            List.of(
                    List.of(
                            new Scaling(
                                    "augmented BUG, n×n matrix, r = 20",
                                    "n",
                                    List.of(1000, 10_000, 100_000, 1_000_000),
                                    MATRIX.with("r", 20)),
                            new Scaling(
                                    "RAIL, n×n×n tensor, ranks at most 8",
                                    "n",
                                    List.of(100, 200, 400, 800, 1600),
                                    RAIL.with("rank", 8).with("table", "imex222"))),
                    List.of(
                            new Scaling(
                                    "augmented BUG, matrix, n = 4096",
                                    "r",
                                    List.of(5, 10, 20, 40, 80),
                                    MATRIX.with("n", 4096)),
                            new Scaling(
                                    "augmented BUG, balanced tree, d = 16",
                                    "r",
                                    List.of(4, 8, 16, 32, 64),
                                    TREE.with("d", 16).with("depth", 0))),
                    List.of(
                            new Scaling(
                                    "augmented BUG, balanced tree, r = 16",
                                    "d",
                                    List.of(8, 16, 32, 64, 128),
                                    TREE.with("r", 16).with("depth", 0))),
                    List.of(
                            new Scaling(
                                    "augmented BUG, 64 spins, r = 16",
                                    "depth",
                                    List.of(6, 7, 10, 17, 32, 63),
                                    TREE.with("d", 64).with("r", 16))));

    private Scalings() {}
}
