package org.bugle.app.papers;

import static org.bugle.app.papers.ManifoldMethods.AFE_KLS;
import static org.bugle.app.papers.ManifoldMethods.AFE_ORTH;
import static org.bugle.app.papers.ManifoldMethods.APRH_ORTH;
import static org.bugle.app.papers.ManifoldMethods.BUG_EULER;
import static org.bugle.app.papers.ManifoldMethods.CHART_RALSTON;
import static org.bugle.app.papers.ManifoldMethods.FE_ORTH;
import static org.bugle.app.papers.ManifoldMethods.PRH_KLS;
import static org.bugle.app.papers.ManifoldMethods.PRH_ORTH;
import static org.bugle.app.papers.ManifoldMethods.PRK2;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.equation.MatrixEquation;
import org.bugle.lowrank.LowRankMatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/// R8 of the retractions paper: one step where the smallest singular value σ_r goes to 0.
final class RetractionsCurvature {
    private static final double ONE_PERCENT = 0.01;
    private static final Source REFERENCE = Source.REFERENCE;

    private RetractionsCurvature() {}

    private static Case near(String claim, double figure, Supplier<Double> measured) {
        return Case.of(
                claim, new Criterion.Near(figure, ONE_PERCENT), REFERENCE, _ -> measured.get());
    }

    private static final double STEP = 0.01;

    private static final List<Double> SMALLEST = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);

    static Experiment r8() {
        MatrixEquation f = RetractionsData.equation(1);
        List<Case> cases = new ArrayList<>();
        cases.add(
                over(
                        "Curvature",
                        "‖W(G, F)‖",
                        s ->
                                RetractionsData.velocity(f, start(s))
                                        .weingarten(f.evaluate(0, start(s)))
                                        .norm(),
                        1.06256765,
                        8.11955407,
                        80.7455773,
                        807.250308,
                        8072.32217,
                        80723.0433));
        cases.add(
                over(
                        "Curvature",
                        "‖𝒜‖",
                        s -> RetractionsData.acceleration(f, start(s)).norm(),
                        1.30875199,
                        8.10329359,
                        80.6922085,
                        807.193245,
                        8072.26474,
                        80722.9858));
        cases.add(
                over(
                        "Curvature",
                        "‖G‖",
                        s -> RetractionsData.velocity(f, start(s)).norm(),
                        1.14116145,
                        1.13539263,
                        1.13503044,
                        1.1349,
                        1.1349,
                        1.1349));
        cases.add(
                over(
                        ERRORS,
                        "best",
                        s -> Lab.best(RetractionsData.full(f, start(s), STEP), 4),
                        6.279e-3,
                        6.303e-3,
                        1.182e-3,
                        6.852e-4,
                        6.800e-4,
                        6.801e-4));
        cases.add(one(FE_ORTH, 6.280e-3, 6.344e-3, 7.080e-3, 2.065e-2, 1.284e-3, 1.355e-3));
        cases.add(one(PRK2, 6.279e-3, 6.311e-3, 5.412e-3, 3.225e-3, 3.227e-3, 3.233e-3));
        cases.add(one(BUG_EULER, 6.280e-3, 6.344e-3, 6.294e-3, 1.632e-3, 1.284e-3, 1.286e-3));
        cases.add(one(AFE_ORTH, 6.279e-3, 6.312e-3, 9.924e-3, 22.69, 582.1, 5.447e4));
        cases.add(one(AFE_KLS, 6.279e-3, 6.312e-3, 8.313e-3, 6.360e-3, 6.247e-3, 1.251e-2));
        cases.add(one(PRH_ORTH, 6.279e-3, 6.311e-3, 5.302e-3, 2.404e-3, 9.347e-4, 7.658e-4));
        cases.add(one(PRH_KLS, 6.279e-3, 6.311e-3, 5.791e-3, 1.858e-3, 1.699e-3, 1.681e-3));
        cases.add(one(APRH_ORTH, 6.279e-3, 6.313e-3, 9.715e-3, 4.907e-2, 1.007, 90.96));
        cases.add(one(CHART_RALSTON, 6.279e-3, 6.311e-3, 6.937e-3, 1.283e-2, 8.686e-4, 7.461e-4));
        String weak = " for a source of 1e-2 and σ_r = 1e-6";
        MatrixEquation g = RetractionsData.equation(1e-2);
        cases.add(near("error of AFE/orth" + weak, 0.2257, () -> error(g, AFE_ORTH, 1e-6)));
        cases.add(near("error of APRH/orth" + weak, 4.906e-4, () -> error(g, APRH_ORTH, 1e-6)));
        cases.add(near("error of PRH/orth" + weak, 2.546e-5, () -> error(g, PRH_ORTH, 1e-6)));
        return new Experiment("R8", "One step where σ_r is small (E4)", cases);
    }

    private static final String ERRORS = "Error of one step, h = 0.01";

    private static LowRankMatrix start(double smallest) {
        return RetractionsData.point(1, 0.5, 0.25, smallest);
    }

    private static double error(MatrixEquation f, ManifoldMethods method, double smallest) {
        LowRankMatrix y = start(smallest);
        return RetractionsData.step(method, f, y, STEP).distance(RetractionsData.full(f, y, STEP));
    }

    private static Case one(ManifoldMethods method, double... figures) {
        return over(
                ERRORS,
                method.toString(),
                s -> error(RetractionsData.equation(1), method, s),
                figures);
    }

    private static Case over(
            String title, String name, DoubleUnaryOperator measure, double... figures) {
        return Case.curve(
                new Chart(title, Axis.log("σ_r"), Axis.log("value")),
                name,
                REFERENCE,
                SMALLEST,
                Case.near(ONE_PERCENT, figures),
                measure);
    }
}
