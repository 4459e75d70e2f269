package org.bugle.benchmarks;

import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.Callable;

/// One step on the Allen–Cahn equation (ε = 0.01, periodic, the start of experiment E7 of
/// `randomized-rk`) of n×n points at rank r, step 2·10⁻⁵: `bug` with an rk4 substep, or
/// `projected-rk` of order 2; the cubic term is interpolated to 1e-8 from rows and columns that the
/// method chooses and checks. From the value after 5 steps.
public class AllenCahnYardstick extends PooledBenchmark {
    @Param({"bug", "projected-rk"})
    public String integrator = "bug";

    @Param("4096")
    public int n = 4096;

    @Param("10")
    public int r = 10;

    @Override
    protected Callable<?> prepared() {
        return new RunFileStep(
                        """
                        problem: allen-cahn/square
                        parameters: {points: %d, epsilon: 0.01}
                        integrator: {name: %s, rank: %d%s}
                        time: {end: 0.002, steps: 100}
                        """
                                .formatted(
                                        n,
                                        integrator,
                                        r,
                                        integrator.equals("bug") ? "" : ", order: 2"),
                        5,
                        true)
                .prepared();
    }
}
