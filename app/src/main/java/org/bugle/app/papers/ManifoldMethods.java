package org.bugle.app.papers;

import org.bugle.integrator.manifold.AcceleratedChart;
import org.bugle.integrator.manifold.Acceleration;
import org.bugle.integrator.manifold.Afe;
import org.bugle.integrator.manifold.Aprh;
import org.bugle.integrator.manifold.ChartRungeKutta;
import org.bugle.integrator.manifold.CurvatureGuard;
import org.bugle.integrator.manifold.Prh;
import org.bugle.integrator.manifold.Retraction;
import org.bugle.integrator.manifold.RetractionEuler;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Substep;

/// The integrators of the retractions paper by the names that its tables use, without a curvature
/// guard: the tables show what happens without it.
enum ManifoldMethods {
    FE_ORTH("FE/orth", new RetractionEuler(Retraction.ORTHOGRAPHIC)),
    FE_SVD("FE/svd", new RetractionEuler(Retraction.SVD)),
    PRK1("PRK1", new ProjectedRungeKutta(ButcherTableau.EULER)),
    KSL_EULER("KSL-Euler", new ProjectorSplitting(1, Substep.euler())),
    BUG_EULER("BUG-Euler", new Bug(Substep.euler())),
    PRK2("PRK2-Heun", new ProjectedRungeKutta(ButcherTableau.HEUN)),
    PRK_RALSTON("PRK-Ralston", new ProjectedRungeKutta(ButcherTableau.RALSTON)),
    PRK3("PRK3", new ProjectedRungeKutta(ButcherTableau.HEUN3)),
    AFE_ORTH("AFE/orth", afe(Retraction.ORTHOGRAPHIC)),
    AFE_KLS("AFE/kls", afe(Retraction.KLS)),
    AFE_SVD("AFE/svd", afe(Retraction.SVD)),
    AFE_FACTOR("AFE/factor", afe(Retraction.FACTOR)),
    PRH_ORTH("PRH/orth", new Prh(Retraction.ORTHOGRAPHIC)),
    PRH_KLS("PRH/kls", new Prh(Retraction.KLS)),
    PRH_SVD("PRH/svd", new Prh(Retraction.SVD)),
    APRH_ORTH("APRH/orth", aprh(Retraction.ORTHOGRAPHIC)),
    APRH_KLS("APRH/kls", aprh(Retraction.KLS)),
    APRH_SVD("APRH/svd", aprh(Retraction.SVD)),
    CHART_RALSTON(
            "chart-Ralston", new ChartRungeKutta(Retraction.ORTHOGRAPHIC, ButcherTableau.RALSTON)),
    CHART_ACCELERATED(
            "chart-Ralston-acc",
            new AcceleratedChart(
                    Retraction.ORTHOGRAPHIC, Acceleration.analytic(), CurvatureGuard.OFF)),
    CHART_RK4("chart-RK4", new ChartRungeKutta(Retraction.ORTHOGRAPHIC, ButcherTableau.RK4));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // records of immutable values
    private final MatrixIntegrator integrator;

    ManifoldMethods(String words, MatrixIntegrator integrator) {
        this.words = words;
        this.integrator = integrator;
    }

    private static Afe afe(Retraction retraction) {
        return new Afe(retraction, Acceleration.analytic(), CurvatureGuard.OFF);
    }

    private static Aprh aprh(Retraction retraction) {
        return new Aprh(
                retraction, Acceleration.analytic(), CurvatureGuard.OFF, Aprh.Estimate.NONE);
    }

    MatrixIntegrator integrator() {
        return integrator;
    }

    @Override
    public String toString() {
        return words;
    }
}
