package org.bugle.benchmarks;

import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.randomized.RandomizedRungeKutta;
import org.bugle.integrator.randomized.SketchSource;
import org.bugle.integrator.randomized.Sketching;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Substep;
import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.Callable;

/// One step on the Lyapunov equation of n rows and columns at rank r ([Lyapunov]: step 0.1 Δx²,
/// source of rank 10): `bug` and `augmented-bug` with rk4 substeps, `projected-rk` of order 4, and
/// the randomized classical Runge–Kutta method with fresh Gaussian sketches.
public class LyapunovYardstick extends PooledBenchmark {
    @Param({"bug", "augmented-bug", "projected-rk", "randomized-rk"})
    public String integrator = "bug";

    @Param({"256", "1024", "4096"})
    public int n = 256;

    @Param({"10", "20", "40"})
    public int r = 10;

    @Override
    protected Callable<?> prepared() {
        Lyapunov lyapunov = new Lyapunov(n, r);
        SeparableEquation equation = lyapunov.equation();
        LowRankMatrix start = lyapunov.start();
        MatrixIntegrator method = method(Truncation.toRank(r));
        return () -> method.step(equation, lyapunov.span(), start);
    }

    private MatrixIntegrator method(Truncation toRank) {
        return switch (integrator) {
            case "augmented-bug" -> new AugmentedBug(toRank, Substep.rk4());
            case "projected-rk" -> new ProjectedRungeKutta(ButcherTableau.RK4);
            case "randomized-rk" ->
                    new RandomizedRungeKutta(
                            ButcherTableau.RK4,
                            toRank,
                            Sketching.gaussian(new SketchSource.Seeded(1)));
            default -> new Bug(Substep.rk4());
        };
    }
}
