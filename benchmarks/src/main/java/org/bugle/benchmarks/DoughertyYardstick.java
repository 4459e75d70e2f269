package org.bugle.benchmarks;

import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.Callable;

/// One RAIL step of order 3 (IMEX443, robust options) on the Dougherty–Fokker–Planck equation in
/// three velocity dimensions, with mass, momentum and energy conserved: experiment T8 of the RAIL
/// papers (spec `rail`), n points a side, step 0.006, truncation 1e-4 and ranks of at most 8; from
/// the value after 10 steps.
public class DoughertyYardstick extends PooledBenchmark {
    @Param({"100", "200"})
    public int n = 100;

    @Override
    protected Callable<?> prepared() {
        return new RunFileStep(
                        """
                        problem: fokker-planck/dougherty
                        parameters:
                          dimensions: 3
                          points: %d
                          densities: [0.8037121822811545, 4.764615814550553]
                          drifts: [-0.3403147128006618, 0.05740548475117823]
                          temperatures: [0.1033754314349305, 3.442950196134546]
                        integrator:
                          name: rail
                          table: imex443
                          truncation: {rule: conserving, level: energy, relative: 1e-4, maxRank: 8}
                        time: {end: 0.6, steps: 100}
                        """
                                .formatted(n),
                        10)
                .prepared();
    }
}
