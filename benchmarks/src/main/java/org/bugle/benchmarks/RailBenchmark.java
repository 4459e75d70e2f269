package org.bugle.benchmarks;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.implicit.Rail;
import org.bugle.lowrank.Tucker;
import org.bugle.substep.ImexTableau;
import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.Callable;

/// One RAIL step (robust options) for advection and diffusion in a cube of n points a side, on one
/// thread and on two: time against n at a rank of at most 8 and at most 20. The full grid has n³
/// points.
public class RailBenchmark extends PooledBenchmark {
    @Param({"100", "200", "400", "800"})
    public int n = 100;

    @Param({"8", "20"})
    public int rank = 8;

    @Param({"imex222", "imex443"})
    public String table = "imex222";

    @Override
    protected Callable<?> prepared() {
        SpinningGaussian problem =
                new SpinningGaussian(
                        n,
                        rank,
                        table.equals("imex443") ? ImexTableau.IMEX443 : ImexTableau.IMEX222);
        SplitEquation equation = problem.equation();
        Rail method = problem.method();
        Tucker start = problem.settled(equation, method);
        return () -> method.step(equation, problem.span(), start);
    }
}
