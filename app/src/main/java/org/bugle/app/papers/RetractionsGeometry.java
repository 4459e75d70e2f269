package org.bugle.app.papers;

import static org.bugle.app.papers.RetractionsData.P0;
import static org.bugle.app.papers.RetractionsData.P1;
import static org.bugle.app.papers.RetractionsData.P2;
import static org.bugle.app.papers.RetractionsData.P3;
import static org.bugle.app.papers.RetractionsData.P4;
import static org.bugle.app.papers.RetractionsData.P5;
import static org.bugle.app.papers.RetractionsData.low;
import static org.bugle.app.papers.RetractionsData.orth;

import org.bugle.app.papers.RetractionsData.Wave;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.manifold.Expansion;
import org.bugle.integrator.manifold.HermiteCurve;
import org.bugle.integrator.manifold.Retraction;
import org.bugle.integrator.manifold.RetractionCheck;
import org.bugle.integrator.manifold.TangentVector;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// R1 and R5–R7 of the retractions paper: geometry, Hermite curves, exactness and full rank.
final class RetractionsGeometry {
    private static final double SHARP = 1e-3;
    private static final Source REFERENCE = Source.REFERENCE;
    private static final Retraction ORTH = Retraction.ORTHOGRAPHIC;

    private RetractionsGeometry() {}

    private static Case near(String claim, double figure, DoubleSupplier measured) {
        return Case.of(
                claim, new Criterion.Near(figure, SHARP), REFERENCE, _ -> measured.getAsDouble());
    }

    private static Case within(String claim, Criterion criterion, DoubleSupplier measured) {
        return Case.of(claim, criterion, REFERENCE, _ -> measured.getAsDouble());
    }

    // ---- R1

    private static LowRankMatrix point() {
        return RetractionsData.point(1, 0.5, 0.25, 0.125);
    }

    /// Of norm 1.
    private static TangentVector vector() {
        TangentVector z =
                TangentVector.projection(point(), low(new Wave(0.7, 1.3, 0.1).of(20, 15)));
        return z.times(1 / z.norm());
    }

    private static TangentVector weingarten() {
        return vector().weingarten(low(new Wave(0.3, 0.9, 0.23).of(20, 15)));
    }

    static Experiment r1() {
        List<Case> cases = new ArrayList<>();
        cases.add(near("‖M‖", 0.576006554, () -> vector().m().norm()));
        cases.add(near("‖Up‖", 0.604321741, () -> vector().up().norm()));
        cases.add(near("‖Vp‖", 0.550464969, () -> vector().vp().norm()));
        cases.add(near("‖N₂‖", 0.538174683, () -> Expansion.of(vector()).normal().norm()));
        cases.add(third(ORTH, 0.664177169));
        cases.add(third(Retraction.KLS, 0.664177169));
        cases.add(third(Retraction.KSL, 1.0469983));
        cases.add(third(Retraction.LSK, 1.02182989));
        cases.add(third(Retraction.SVD, 1.30353766));
        cases.add(
                near(
                        "‖T₃‖ of the geodesic",
                        0.762179691,
                        () -> Expansion.of(vector()).thirdOfGeodesic().norm()));
        cases.add(near("‖W‖, the Weingarten map", 9.87483941, () -> weingarten().norm()));
        cases.add(near("‖W‖, its Up", 7.85849915, () -> weingarten().up().norm()));
        cases.add(near("‖W‖, its Vp", 5.97966927, () -> weingarten().vp().norm()));
        cases.add(near("⟨W, Z⟩", -0.199519547, () -> weingarten().inner(vector())));
        double d = 3.03130897e-4;
        cases.addAll(
                image(
                        Retraction.SVD,
                        1.14245752,
                        d,
                        .988729286,
                        .504567639,
                        .242249036,
                        .119793471));
        cases.addAll(image(ORTH, 1.14246178, 0, .988729315, .504568273, .242257365, .119814392));
        d = 2.23346219e-4;
        cases.addAll(
                image(
                        Retraction.KSL,
                        1.1424575,
                        d,
                        .988729286,
                        .504567639,
                        .242249015,
                        .119793331));
        d = 2.36046235e-5;
        cases.addAll(
                image(
                        Retraction.KLS,
                        1.14245747,
                        d,
                        .988729286,
                        .504567638,
                        .242248984,
                        .119793189));
        d = 4.40435077e-3;
        cases.addAll(
                image(
                        Retraction.FACTOR,
                        1.14131669,
                        d,
                        .98838686,
                        .50375174,
                        .240741401,
                        .118207266));
        cases.add(distance(Retraction.KLS, ORTH, 2.36066038e-5, 4));
        cases.add(distance(Retraction.KSL, ORTH, 2.24703121e-4, 3));
        cases.add(distance(Retraction.SVD, ORTH, 3.06669675e-4, 3));
        cases.add(distance(Retraction.KSL, Retraction.SVD, 2.11266728e-4, 3));
        cases.add(distance(Retraction.SVD, Retraction.KLS, 3.05760027e-4, 3));
        cases.add(distance(Retraction.KSL, Retraction.LSK, 3.09246098e-4, 3));
        for (Retraction r : List.of(Retraction.SVD, ORTH, Retraction.KSL, Retraction.KLS)) {
            cases.add(
                    within(
                            "error of the inverse of " + r,
                            new Criterion.AtMost(1e-14),
                            () -> {
                                TangentVector z = vector().times(1.0 / 16);
                                return r.inverse(z.foot(), r.apply(z)).minus(z).norm();
                            }));
        }
        return new Experiment("R1", "Geometry of the retractions", cases);
    }

    private static Case third(Retraction retraction, double figure) {
        return near(
                "‖T₃‖ of " + retraction,
                figure,
                () -> Expansion.of(vector()).third(retraction).norm());
    }

    /// R(Z/16): its norm, its tangential defect and its singular values.
    private static List<Case> image(
            Retraction retraction, double norm, double defect, double... singularValues) {
        String name = "R(Z/16) of " + retraction + ": ";
        List<Case> cases = new ArrayList<>();
        cases.add(near(name + "norm", norm, () -> image(retraction).norm()));
        cases.add(
                within(
                        name + "tangential defect",
                        defect == 0
                                ? new Criterion.AtMost(1e-14)
                                : new Criterion.Near(defect, SHARP),
                        () ->
                                RetractionCheck.tangentialDefect(
                                        retraction, vector().times(1.0 / 16))));
        for (int j = 0; j < singularValues.length; j++) {
            int index = j;
            cases.add(
                    near(
                            name + "singular value " + (j + 1),
                            singularValues[j],
                            () -> image(retraction).singularValues().get(index)));
        }
        return cases;
    }

    private static LowRankMatrix image(Retraction retraction) {
        return retraction.apply(vector().times(1.0 / 16));
    }

    /// The distance at t = 1/16, its slope, and a curve over t.
    private static Case distance(Retraction one, Retraction other, double figure, int slope) {
        String name = one + " and " + other;
        Chart chart = new Chart("Distance of retractions", Axis.log("t"), Axis.log("distance"));
        return Case.of(
                List.of(
                        new Claim(
                                "distance of " + name + " at t = 1/16",
                                new Criterion.Near(figure, SHARP),
                                REFERENCE),
                        new Claim(
                                "order of the distance of " + name,
                                new Criterion.Between(slope - 0.1, slope + 0.1),
                                REFERENCE)),
                lab -> {
                    TangentVector z = vector();
                    for (int k = 2; k <= 8; k++) {
                        TangentVector tz = z.times(Math.pow(2, -k));
                        lab.point(
                                chart,
                                name,
                                Math.pow(2, -k),
                                one.apply(tz).distance(other.apply(tz)));
                    }
                    return List.of(
                            image(one).distance(image(other)),
                            RetractionCheck.distance(one, other, z));
                });
    }

    // ---- R5

    /// γ(t) = Y(t) Z(t)ᵀ with cubic Y and quadratic Z.
    private static LowRankMatrix curve(double t) {
        return LowRankMatrix.ofFactors(left(t), right(t)).orthonormalized();
    }

    private static Matrix left(double t) {
        return P0.of(20, 4)
                .plus(t / 2, P1.of(20, 4))
                .plus(t * t / 2, P2.of(20, 4))
                .plus(t * t * t / 2, P3.of(20, 4));
    }

    private static Matrix right(double t) {
        return P4.of(15, 4).plus(t / 2, P5.of(15, 4)).plus(t * t / 2, P0.of(15, 4));
    }

    private static TangentVector velocity(double t, double length) {
        Matrix leftRate =
                P1.of(20, 4).times(0.5).plus(t, P2.of(20, 4)).plus(1.5 * t * t, P3.of(20, 4));
        Matrix rightRate = P5.of(15, 4).times(0.5).plus(t, P0.of(15, 4));
        LowRankMatrix derivative =
                LowRankMatrix.ofFactors(
                        Matrix.hcat(leftRate, left(t)), Matrix.hcat(right(t), rightRate));
        return TangentVector.projection(curve(t), derivative).times(length);
    }

    private static HermiteCurve hermite(Retraction retraction, double from, double length) {
        return HermiteCurve.through(
                retraction, velocity(from, length), velocity(from + length, length));
    }

    private static double worst(Retraction retraction, int intervals) {
        double length = 1.0 / intervals;
        double worst = 0;
        for (int i = 0; i < intervals; i++) {
            double from = -0.5 + i * length;
            HermiteCurve curve = hermite(retraction, from, length);
            for (int k = 0; k <= 8; k++) {
                LowRankMatrix exact = curve(from + length * k / 8);
                worst = Math.max(worst, curve.at(k / 8.0).distance(exact));
            }
        }
        return worst;
    }

    static Experiment r5() {
        List<Case> cases = new ArrayList<>();
        cases.add(near("‖γ(−1/2)‖", 19.3953941, () -> curve(-0.5).norm()));
        cases.add(near("‖γ(1/2)‖", 18.5064492, () -> curve(0.5).norm()));
        cases.addAll(
                hermite(ORTH, 18.6724465, 17.5339946, 1.7905e-2, 1.4879e-3, 1.0850e-4, 7.3482e-6));
        cases.addAll(
                hermite(
                        Retraction.KLS,
                        18.672441,
                        17.533927,
                        1.7876e-2,
                        1.4873e-3,
                        1.0849e-4,
                        7.3480e-6));
        cases.addAll(
                hermite(
                        Retraction.KSL,
                        18.6724126,
                        17.5334994,
                        1.8207e-2,
                        1.4745e-3,
                        1.0596e-4,
                        7.1097e-6));
        cases.addAll(
                hermite(
                        Retraction.SVD,
                        18.6723866,
                        17.5332169,
                        1.7279e-2,
                        1.2947e-3,
                        9.1535e-5,
                        6.0957e-6));
        return new Experiment("R5", "Hermite interpolation (E5)", cases);
    }

    private static List<Case> hermite(
            Retraction retraction, double inside, double outside, double... errors) {
        Chart chart =
                new Chart(
                        "Hermite interpolation", Axis.log("intervals"), Axis.log("largest error"));
        return List.of(
                Case.curve(
                        chart,
                        retraction.toString(),
                        REFERENCE,
                        List.of(2.0, 4.0, 8.0, 16.0),
                        Case.near(SHARP, errors),
                        n -> worst(retraction, (int) n)),
                near(
                        "‖α(0.4)‖ by " + retraction,
                        inside,
                        () -> hermite(retraction, -0.5, 0.25).at(0.4).norm()),
                near(
                        "‖α(1.5)‖ by " + retraction + ", extrapolated",
                        outside,
                        () -> hermite(retraction, -0.5, 0.25).at(1.5).norm()));
    }

    // ---- R6

    private static LowRankMatrix before() {
        return LowRankMatrix.ofFactors(P0.of(20, 4), P1.of(15, 4)).orthonormalized();
    }

    private static LowRankMatrix after() {
        return LowRankMatrix.ofFactors(
                        P0.of(20, 4).plus(0.3, P2.of(20, 4)), P1.of(15, 4).plus(0.3, P3.of(15, 4)))
                .orthonormalized();
    }

    static Experiment r6() {
        List<Case> cases = new ArrayList<>();
        cases.add(near("‖A₀‖", 17.1621063, () -> before().norm()));
        cases.add(near("‖A₁‖", 15.8530923, () -> after().norm()));
        cases.add(near("‖A₁ − A₀‖", 6.26280063, () -> after().distance(before())));
        for (Retraction r : List.of(ORTH, Retraction.KSL, Retraction.KLS)) {
            cases.add(
                    within(
                            "relative error of extended " + r,
                            new Criterion.AtMost(1e-14),
                            () ->
                                    r.extended(before(), after().minus(before())).distance(after())
                                            / after().norm()));
        }
        cases.add(projected(Retraction.SVD, new Criterion.Near(0.206711549, SHARP)));
        cases.add(projected(Retraction.KSL, new Criterion.Near(0.166338691, SHARP)));
        cases.add(projected(Retraction.KLS, new Criterion.Near(0.0419356944, SHARP)));
        cases.add(projected(ORTH, new Criterion.AtMost(1e-13)));
        return new Experiment("R6", "Exactness for a given increment of the rank", cases);
    }

    private static Case projected(Retraction retraction, Criterion criterion) {
        return within(
                "error with the projected increment, " + retraction,
                criterion,
                () -> {
                    TangentVector z = TangentVector.projection(before(), after().minus(before()));
                    return retraction.apply(z).distance(after());
                });
    }

    // ---- R7

    static Experiment r7() {
        return Experiment.of(
                "R7",
                "Full rank: Taylor's and Ralston's methods",
                near("‖AFE‖", 7.38978838, () -> flat(ManifoldMethods.AFE_ORTH).norm()),
                near("‖PRH‖", 7.38978838, () -> flat(ManifoldMethods.PRH_ORTH).norm()),
                near("‖APRH‖", 7.39005809, () -> flat(ManifoldMethods.APRH_ORTH).norm()),
                within(
                        "relative distance of AFE and PRH, as F is affine",
                        new Criterion.AtMost(1e-14),
                        () ->
                                flat(ManifoldMethods.AFE_ORTH)
                                                .distance(flat(ManifoldMethods.PRH_ORTH))
                                        / flat(ManifoldMethods.PRH_ORTH).norm()));
    }

    private static LowRankMatrix flat(ManifoldMethods method) {
        LowRankMatrix y =
                new LowRankMatrix(
                        orth(P0.of(5, 5)), Matrix.diagonal(1, 2, 3, 4, 5), orth(P1.of(5, 5)));
        SeparableEquation f =
                SeparableEquation.of(
                        SeparableOperator.zero(5, 5)
                                .left(Coefficient.ONE, Dense.of(P2.of(5, 5)))
                                .right(Coefficient.ONE, Dense.of(P3.of(5, 5))),
                        LowRankSource.constant(low(P4.of(5, 5))));
        return RetractionsData.step(method, f, y, 0.05);
    }
}
