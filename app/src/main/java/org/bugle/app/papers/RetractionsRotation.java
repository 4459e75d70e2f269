package org.bugle.app.papers;

import static org.bugle.app.papers.ManifoldMethods.AFE_ORTH;
import static org.bugle.app.papers.ManifoldMethods.APRH_ORTH;
import static org.bugle.app.papers.ManifoldMethods.APRH_SVD;
import static org.bugle.app.papers.ManifoldMethods.CHART_ACCELERATED;
import static org.bugle.app.papers.ManifoldMethods.CHART_RALSTON;
import static org.bugle.app.papers.ManifoldMethods.FE_ORTH;
import static org.bugle.app.papers.ManifoldMethods.PRH_ORTH;
import static org.bugle.app.papers.ManifoldMethods.PRH_SVD;
import static org.bugle.app.papers.ManifoldMethods.PRK2;
import static org.bugle.app.papers.ManifoldMethods.PRK3;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.structured.Lazy;
import org.bugle.models.RotatingSingularValues;
import org.bugle.models.RotatingSingularValues.Form;
import org.bugle.models.RotatingSingularValues.Generator;
import org.bugle.models.RotatingSingularValues.Scaling;

import java.util.ArrayList;
import java.util.List;

/// R4 of the retractions paper: small singular values.
final class RetractionsRotation {
    private static final double ONE_PERCENT = 0.01;
    private static final Source REFERENCE = Source.REFERENCE;

    private RetractionsRotation() {}

    private static final List<Double> FEWER = List.of(5.0, 10.0, 20.0, 40.0, 80.0, 160.0);

    private static RetractionsErrors rotating(Form form, int rank) {
        return RetractionsErrors.of(
                Chart.errors("%s, rank %d".formatted(form == Form.FIELD ? "F(Y)" : "A′(t)", rank)),
                new Lazy<>(() ->
                        new RotatingSingularValues(
                                        100,
                                        0.5,
                                        form,
                                        Generator.WAVES,
                                        List.of(0.7, 1.1, 0.3),
                                        List.of(1.3, 0.2, 0.9),
                                        Scaling.SPECTRAL)
                                .problem(1)),
                rank,
                FEWER);
    }

    static Experiment r4() {
        RetractionsErrors field8 = rotating(Form.FIELD, 8);
        RetractionsErrors field16 = rotating(Form.FIELD, 16);
        RetractionsErrors field32 = rotating(Form.FIELD, 32);
        List<Case> all = new ArrayList<>();
        all.add(
                Case.of(
                        "‖A(1)‖",
                        new Criterion.Near(1.56940075, ONE_PERCENT),
                        REFERENCE,
                        _ -> Lab.exact(field8.problem().get()).norm()));
        all.add(rotating(Form.FIELD, 4).best(9.8088e-2));
        all.add(field8.best(6.1305e-3));
        all.add(field16.best(2.3947e-5));
        all.add(field32.best(3.654e-10));
        all.addAll(field8(field8));
        all.addAll(field16(field16));
        all.addAll(given8(rotating(Form.GIVEN, 8)));
        all.addAll(given16(rotating(Form.GIVEN, 16)));
        all.addAll(rank32(field32, rotating(Form.GIVEN, 32)));
        return new Experiment("R4", "Small singular values (E2)", all);
    }

    private static List<Case> field8(RetractionsErrors e) {
        return List.of(
                e.row(FE_ORTH, .23956, .12843, .06648, .034208, .018048, .010501),
                e.row(PRK2, .024821, .0088752, .0063488, .0061448, .0061314, .0061305),
                e.row(PRK3, .0063253, .006134, .0061305, .0061305, .0061305, .0061305),
                e.row(AFE_ORTH, .020596, .00811, .0062845, .0061406, .0061311, .0061305),
                e.row(PRH_ORTH, .022987, .0085303, .0063208, .006143, .0061313, .0061305),
                e.row(APRH_ORTH, .0062972, .0061336, .0061305, .0061305, .0061305, .0061305));
    }

    private static List<Case> field16(RetractionsErrors e) {
        return List.of(
                e.row(FE_ORTH, .25187, .1355, .07003, .03556, .017889, .008949),
                e.row(PRK2, .026672, .0071156, .0017862, 4.2174e-4, 1.0704e-4, 3.6112e-5),
                e.row(PRK3, 2.2363e-3, 2.6255e-4, 3.7418e-5, 2.4235e-5, 2.3952e-5, 2.3947e-5),
                e.row(AFE_ORTH, .027715, .0066899, .0016854, 4.0425e-4, 9.9075e-5, 3.3871e-5),
                e.row(PRH_ORTH, .025852, .0069492, .0017526, 4.0282e-4, 1.0471e-4, 3.5124e-5),
                e.row(APRH_ORTH, 2.6834e-3, 5.0525e-4, 5.1662e-5, 2.7813e-5, 2.4121e-5, 2.395e-5));
    }

    private static List<Case> given8(RetractionsErrors e) {
        return List.of(
                e.row(FE_ORTH, .16063, .081977, .041703, .021609, .012075, .0080824),
                e.row(PRK2, .0098039, .0064681, .0062388, .006225, .0062242, .0062242),
                e.row(PRK3, .0062274, .0062245, .0062243, .0062242, .0062242, .0062242),
                e.row(AFE_ORTH, .014498, .0070893, .0062858, .0062287, .0062247, .0062243),
                e.row(PRH_ORTH, .0062494, .0062255, .0062245, .0062243, .0062243, .0062242),
                e.row(APRH_ORTH, .0062271, .0062244, .0062243, .0062242, .0062242, .0062242));
    }

    private static List<Case> given16(RetractionsErrors e) {
        return List.of(
                e.row(FE_ORTH, .16538, .084284, .042571, .02139, .010706, .0053418),
                e.row(PRK2, .0089382, .0022267, 5.3342e-4, 1.256e-4, 4.0974e-5, 2.5553e-5),
                e.row(PRK3, 1.6667e-4, 2.9844e-5, 2.4589e-5, 2.45e-5, 2.4498e-5, 2.4498e-5),
                e.row(AFE_ORTH, .016858, .0041645, .0010288, 2.4261e-4, 6.283e-5, 2.8442e-5),
                e.row(PRH_ORTH, .0055595, .0060263, 4.9688e-4, 3.7703e-5, 2.6386e-5, 2.4567e-5),
                e.row(APRH_ORTH, 8.009e-4, 3.171e-4, 3.5772e-5, 2.6304e-5, 2.4565e-5, 2.45e-5));
    }

    private static List<Case> rank32(RetractionsErrors field, RetractionsErrors given) {
        return List.of(
                field.at(AFE_ORTH, 160, new Criterion.AtMost(4e-5)),
                field.at(PRH_ORTH, 160, new Criterion.AtMost(4e-5)),
                field.at(CHART_ACCELERATED, 160, new Criterion.AtMost(1e-7)),
                field.at(PRK3, 160, new Criterion.AtMost(1e-7)),
                field.at(APRH_ORTH, 160, new Criterion.AtMost(1e-5)),
                field.diverges(PRH_SVD, 160, 1),
                field.diverges(APRH_SVD, 160, 1),
                // a bar of the printed digits
                given.at(AFE_ORTH, 160, new Criterion.Near(1.76e-5, 0.03)),
                given.row(PRH_ORTH, Case.atMost(3e-4, 3e-4, 3e-4, 3e-4, 3e-4, 3e-4)),
                given.at(CHART_RALSTON, 160, new Criterion.AtMost(2e-7)));
    }
}
