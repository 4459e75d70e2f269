package org.bugle.benchmarks;

import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.Callable;

/// One step of Lie splitting (`projector-splitting` of order 1) for weak Landau damping of the
/// Vlasov–Poisson equation (α = 0.01, k = 0.5, v ∈ [−6, 6]^d) in d space and velocity dimensions,
/// with `points` in each direction of both, at rank r and step 0.01; exponential substeps, which
/// move and turn K, S and L exactly. From the value after 5 steps.
public class VlasovYardstick extends PooledBenchmark {
    @Param({"1", "2", "3"})
    public int d = 1;

    @Param({"1024", "64", "16"})
    public int points = 1024;

    @Param({"20", "10"})
    public int r = 20;

    @Override
    protected Callable<?> prepared() {
        return new RunFileStep(
                        """
                        problem: vlasov/landau
                        parameters: {dimensions: %d, points: %d, padding: %d}
                        integrator: {name: projector-splitting, rank: %d, substep: exponential}
                        time: {end: 1, steps: 100}
                        """
                                .formatted(d, points, r, r),
                        5)
                .prepared();
    }
}
