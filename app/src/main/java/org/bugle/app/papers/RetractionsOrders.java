package org.bugle.app.papers;

import static org.bugle.app.papers.ManifoldMethods.AFE_FACTOR;
import static org.bugle.app.papers.ManifoldMethods.AFE_KLS;
import static org.bugle.app.papers.ManifoldMethods.AFE_ORTH;
import static org.bugle.app.papers.ManifoldMethods.AFE_SVD;
import static org.bugle.app.papers.ManifoldMethods.APRH_ORTH;
import static org.bugle.app.papers.ManifoldMethods.BUG_EULER;
import static org.bugle.app.papers.ManifoldMethods.CHART_ACCELERATED;
import static org.bugle.app.papers.ManifoldMethods.CHART_RALSTON;
import static org.bugle.app.papers.ManifoldMethods.CHART_RK4;
import static org.bugle.app.papers.ManifoldMethods.FE_ORTH;
import static org.bugle.app.papers.ManifoldMethods.FE_SVD;
import static org.bugle.app.papers.ManifoldMethods.KSL_EULER;
import static org.bugle.app.papers.ManifoldMethods.PRH_KLS;
import static org.bugle.app.papers.ManifoldMethods.PRH_ORTH;
import static org.bugle.app.papers.ManifoldMethods.PRK1;
import static org.bugle.app.papers.ManifoldMethods.PRK2;
import static org.bugle.app.papers.ManifoldMethods.PRK3;
import static org.bugle.app.papers.ManifoldMethods.PRK_RALSTON;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.ButcherTableau;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// R2 of the retractions paper: the order study.
final class RetractionsOrders {
    private static final double SHARP = 1e-3;
    private static final Source REFERENCE = Source.REFERENCE;

    private static final ProjectedRungeKutta PRK4 = new ProjectedRungeKutta(ButcherTableau.RK4);

    private RetractionsOrders() {}

    private static Case near(String claim, double figure, double tolerance, Supplier<Double> m) {
        return Case.of(claim, new Criterion.Near(figure, tolerance), REFERENCE, _ -> m.get());
    }

    /// One half of the order study.
    private record Study(String name, double alpha, Supplier<LowRankMatrix> end) {
        static Study of(String name, double alpha) {
            MatrixEquation f = RetractionsData.equation(alpha);
            return new Study(
                    name,
                    alpha,
                    new Lazy<>(() -> RetractionsData.advanced(PRK4, f, start(), 1, 2000)));
        }

        static LowRankMatrix start() {
            return RetractionsData.point(1, 0.5, 0.25, 0.125);
        }

        MatrixEquation equation() {
            return RetractionsData.equation(alpha);
        }

        double error(ManifoldMethods method, double steps) {
            return RetractionsData.advanced(
                            method.integrator(), equation(), start(), 1, (int) steps)
                    .distance(end.get());
        }

        Case.Measured row(ManifoldMethods method, double... figures) {
            return row(method, Case.near(SHARP, figures));
        }

        Case.Measured row(ManifoldMethods method, List<Criterion> expected) {
            return Case.curve(
                    Chart.errors("Order study, " + name),
                    method.toString(),
                    REFERENCE,
                    List.of(10.0, 20.0, 40.0, 80.0, 160.0),
                    expected,
                    n -> error(method, n));
        }

        Case order(ManifoldMethods method) {
            int p = method.integrator().order();
            return Case.of(
                    "order of %s, %s".formatted(method, name),
                    new Criterion.Between(p - 0.1, p + 0.1),
                    REFERENCE,
                    _ -> Math.log(error(method, 80) / error(method, 160)) / Math.log(2));
        }

        /// The errors of one step of size h, against the fixed-rank flow.
        Case oneStep(ManifoldMethods method, double... figures) {
            return Case.curve(
                    new Chart("One step, " + name, Axis.log("h"), Axis.log("error")),
                    method.toString(),
                    REFERENCE,
                    List.of(0.2, 0.1, 0.05, 0.025),
                    Case.near(SHARP, figures),
                    h ->
                            RetractionsData.step(method, equation(), start(), h)
                                    .distance(
                                            RetractionsData.advanced(
                                                    PRK4, equation(), start(), h, 100)));
        }

        Case norm(ManifoldMethods method, double figure) {
            return near(
                    "‖Y₁‖ of %s for h = 0.1, %s".formatted(method, name),
                    figure,
                    SHARP,
                    () -> RetractionsData.step(method, equation(), start(), 0.1).norm());
        }

        List<Case> figures(double g, double a, double norm, double... singularValues) {
            List<Case> cases = new ArrayList<>();
            cases.add(
                    near(
                            "‖G₀‖, " + name,
                            g,
                            SHARP,
                            () -> RetractionsData.velocity(equation(), start()).norm()));
            cases.add(
                    near(
                            "‖𝒜₀‖, " + name,
                            a,
                            SHARP,
                            () -> RetractionsData.acceleration(equation(), start()).norm()));
            cases.add(near("‖Y(1)‖, " + name, norm, SHARP, () -> end.get().norm()));
            for (int j = 0; j < singularValues.length; j++) {
                int index = j;
                cases.add(
                        near(
                                "singular value %d of Y(1), %s".formatted(j + 1, name),
                                singularValues[j],
                                SHARP,
                                () -> end.get().singularValues().get(index)));
            }
            return cases;
        }
    }

    static Experiment r2() {
        List<Case> cases = new ArrayList<>(tangent(Study.of("tangent F", 0)));
        cases.addAll(withSource(Study.of("with a source", 1)));
        return new Experiment("R2", "Orders of all methods (E3)", cases);
    }

    private static List<Case> tangent(Study s) {
        List<Case> all =
                s.figures(
                        0.862925076,
                        0.659034149,
                        1.41396667,
                        1.16367804,
                        0.73377869,
                        0.293221135,
                        0.144032499);
        all.add(s.row(FE_ORTH, 4.4241e-2, 2.2533e-2, 1.1374e-2, 5.7148e-3, 2.8644e-3));
        all.add(s.row(FE_SVD, 4.5018e-2, 2.2737e-2, 1.1427e-2, 5.7281e-3, 2.8677e-3));
        all.add(s.row(PRK1, 4.5018e-2, 2.2737e-2, 1.1427e-2, 5.7281e-3, 2.8677e-3));
        all.add(s.row(KSL_EULER, 6.8075e-2, 3.3844e-2, 1.6874e-2, 8.4252e-3, 4.2097e-3));
        all.add(s.row(BUG_EULER, 4.5748e-2, 2.3194e-2, 1.1683e-2, 5.8637e-3, 2.9375e-3));
        all.add(s.row(PRK2, 1.1986e-3, 3.0149e-4, 7.5606e-5, 1.8931e-5, 4.7364e-6));
        all.add(s.row(PRK_RALSTON, 1.2548e-3, 3.1841e-4, 8.0206e-5, 2.0128e-5, 5.0415e-6));
        all.add(s.row(PRK3, 3.2301e-5, 4.1225e-6, 5.2076e-7, 6.5438e-8, 8.2014e-9));
        all.add(s.row(AFE_ORTH, 1.4702e-3, 3.7541e-4, 9.4896e-5, 2.3859e-5, 5.9818e-6));
        all.add(s.row(AFE_KLS, 1.4369e-3, 3.7104e-4, 9.4338e-5, 2.3788e-5, 5.9729e-6));
        all.add(s.row(AFE_SVD, 2.3503e-3, 5.9299e-4, 1.4885e-4, 3.7281e-5, 9.3287e-6));
        all.add(s.row(AFE_FACTOR, 4.6541e-2, 2.3400e-2, 1.1734e-2, 5.8761e-3, 2.9403e-3));
        all.add(s.row(PRH_ORTH, 1.2285e-3, 3.1497e-4, 7.9765e-5, 2.0072e-5, 5.0344e-6));
        all.add(s.row(PRH_KLS, 1.2281e-3, 3.1494e-4, 7.9763e-5, 2.0072e-5, 5.0344e-6));
        all.add(s.row(APRH_ORTH, 3.6148e-5, 4.6335e-6, 5.8665e-7, 7.3807e-8, 9.2557e-9));
        all.add(s.row(CHART_RALSTON, 1.2177e-3, 3.1348e-4, 7.9569e-5, 2.0047e-5, 5.0313e-6));
        all.add(s.row(CHART_ACCELERATED, 3.4473e-5, 4.4471e-6, 5.6495e-7, 7.1199e-8, 8.9365e-9));
        List<Criterion> rk4 =
                new ArrayList<>(Case.near(SHARP, 5.6957e-7, 3.7246e-8, 2.3825e-9, 1.5068e-10));
        rk4.add(new Criterion.Near(9.5e-12, 0.0053)); // two digits are printed
        all.add(s.row(CHART_RK4, rk4));
        all.add(s.oneStep(AFE_ORTH, 8.3222e-4, 1.0339e-4, 1.2909e-5, 1.6135e-6));
        all.add(s.oneStep(PRH_ORTH, 6.1867e-4, 7.6838e-5, 9.5867e-6, 1.1976e-6));
        all.add(s.oneStep(APRH_ORTH, 3.6056e-5, 2.2413e-6, 1.3995e-7, 8.7465e-9));
        all.add(s.norm(AFE_ORTH, 1.1462093));
        all.add(s.norm(PRH_ORTH, 1.1462091));
        all.add(s.norm(APRH_ORTH, 1.14620693));
        return all;
    }

    private static List<Case> withSource(Study s) {
        List<Case> all =
                s.figures(
                        1.14345167,
                        1.22254521,
                        1.69914763,
                        1.48458013,
                        0.750716111,
                        0.298611749,
                        0.174300969);
        all.add(s.row(FE_ORTH, 1.0935e-1, 5.9640e-2, 3.1151e-2, 1.5911e-2, 8.0396e-3));
        all.add(s.row(FE_SVD, 1.1490e-1, 6.1526e-2, 3.1702e-2, 1.6060e-2, 8.0781e-3));
        all.add(s.row(PRK1, 1.1490e-1, 6.1526e-2, 3.1702e-2, 1.6060e-2, 8.0781e-3));
        all.add(s.row(KSL_EULER, 1.5427e-1, 7.3115e-2, 3.5500e-2, 1.7519e-2, 8.7069e-3));
        all.add(s.row(BUG_EULER, 1.0789e-1, 5.9155e-2, 3.0992e-2, 1.5854e-2, 8.0159e-3));
        all.add(s.row(PRK2, 1.7052e-2, 4.7573e-3, 1.2545e-3, 3.2197e-4, 8.1545e-5));
        all.add(s.row(PRK_RALSTON, 1.2068e-2, 3.3475e-3, 8.8274e-4, 2.2672e-4, 5.7453e-5));
        all.add(s.row(PRK3, 8.9262e-4, 1.2661e-4, 1.6855e-5, 2.1739e-6, 2.7602e-7));
        all.add(s.row(AFE_ORTH, 3.0957e-3, 8.2707e-4, 2.1510e-4, 5.4905e-5, 1.3872e-5));
        all.add(s.row(AFE_KLS, 2.9146e-3, 8.0098e-4, 2.1164e-4, 5.4460e-5, 1.3816e-5));
        all.add(s.row(AFE_SVD, 1.0358e-2, 2.9072e-3, 7.6856e-4, 1.9738e-4, 4.9996e-5));
        all.add(s.row(AFE_FACTOR, 1.4202e-1, 7.1475e-2, 3.5881e-2, 1.7983e-2, 9.0026e-3));
        all.add(s.row(PRH_ORTH, 1.1237e-2, 3.2196e-3, 8.6499e-4, 2.2438e-4, 5.7153e-5));
        all.add(s.row(PRH_KLS, 1.1235e-2, 3.2194e-3, 8.6499e-4, 2.2438e-4, 5.7153e-5));
        all.add(s.row(APRH_ORTH, 2.6203e-4, 3.6713e-5, 4.8382e-6, 6.2017e-7, 7.8475e-8));
        all.add(s.row(CHART_RALSTON, 1.0876e-2, 3.1633e-3, 8.5720e-4, 2.2336e-4, 5.7023e-5));
        all.add(s.row(CHART_ACCELERATED, 2.1237e-4, 2.9124e-5, 3.7921e-6, 4.8288e-7, 6.0892e-8));
        all.add(s.row(CHART_RK4, 1.5957e-4, 1.1610e-5, 7.8495e-7, 5.1053e-8, 3.2554e-9));
        all.add(s.oneStep(AFE_ORTH, 4.6494e-3, 6.1522e-4, 7.8994e-5, 9.9995e-6));
        all.add(s.oneStep(PRH_ORTH, 4.0543e-3, 5.4433e-4, 7.0385e-5, 8.9440e-6));
        all.add(s.oneStep(APRH_ORTH, 8.9431e-4, 5.9893e-5, 3.8330e-6, 2.4159e-7));
        all.add(s.norm(AFE_ORTH, 1.14508485));
        all.add(s.norm(PRH_ORTH, 1.14505235));
        all.add(s.norm(APRH_ORTH, 1.14506129));
        all.add(s.order(AFE_ORTH));
        all.add(s.order(PRH_ORTH));
        all.add(s.order(APRH_ORTH));
        return all;
    }
}
