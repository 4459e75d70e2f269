package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.attack.Conditioning;
import org.bugle.neural.attack.LocalCondition;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.CondLr;
import org.bugle.neural.method.Quadratic;
import org.bugle.neural.method.RankRule;
import org.bugle.neural.method.SpectrumProjection;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.Mlp;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What CondLR does to singular values: projections (C1), a regression (C2), and the bound on the
/// condition number of a network (C4).
final class CondLrSpectra {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final List<Double> SPREAD = List.of(3.0, 1.0, 0.5, 0.1);
    private static final List<Double> CLOSE = List.of(2.0, 1.9, 1.8);
    private static final List<Double> INSIDE = List.of(2.0, 1.9, 1.85);

    private CondLrSpectra() {}

    // ---- C1

    static Experiment projections() {
        SpectrumProjection mean = SpectrumProjection.MEAN_CENTRED;
        SpectrumProjection nearest = SpectrumProjection.NEAREST;
        SpectrumProjection qr = SpectrumProjection.AUTHORS;
        return Experiment.of(
                "C1",
                "Projections of spectra",
                projection("clamp", mean, SPREAD, 0, 2.229349681, 1.15, 1.15),
                projection("nearest", nearest, SPREAD, 0, 2.229349681, 1.15, 1.15),
                projection("QR", qr, SPREAD, 0, 2.958265561, 1.601561738, 1.601561738),
                projection("clamp", mean, SPREAD, 0.1, 2.139335731, 1.204761905, 1.095238095),
                projection("nearest", nearest, SPREAD, 0.1, 2.134692510, 1.280285036, 1.163895487),
                projection("clamp", mean, SPREAD, 0.5, 1.863652328, 1.38, 0.92),
                projection("nearest", nearest, SPREAD, 0.5, 1.781117894, 1.742857143, 1.161904762),
                projection("clamp", mean, SPREAD, 2, 1.362672007, 1.725, 0.575),
                projection("nearest", nearest, SPREAD, 2, 0.9390517461, 2.618181818, 0.8727272727),
                projection("QR", qr, CLOSE, 0, 0.1688342035, 1.901753577, 1.901753577),
                projection("clamp", mean, CLOSE, 0.1, 0.01346870059, 1.990476190, 1.809523810),
                projection(
                        "nearest", nearest, CLOSE, 0.1, 0.01345345588, 1.990950226, 1.809954751));
    }

    private static Case projection(
            String name,
            SpectrumProjection projection,
            List<Double> sigma,
            double tau,
            double distance,
            double largest,
            double smallest) {
        String what = "%s of σ = %s, τ = %s: ".formatted(name, sigma, tau);
        return Case.of(
                List.of(
                        figure(what + "distance", distance),
                        figure(what + "largest σ", largest),
                        figure(what + "smallest σ", smallest)),
                _ -> {
                    SplitMix64 random = new SplitMix64(60);
                    int r = sigma.size();
                    Matrix p = Draws.orthonormal(Draws.matrix(random, r, r));
                    Matrix q = Draws.orthonormal(Draws.matrix(random, r, r));
                    Matrix s = p.times(Matrix.diagonal(entries(sigma))).timesAdjoint(q);
                    SpectrumProjection.Projected found = projection.project(s, tau);
                    return List.of(
                            found.core().minus(s).norm(),
                            found.singularValues().getFirst(),
                            found.singularValues().getLast());
                });
    }

    private static Claim figure(String text, double figure) {
        return new Claim(text, new Criterion.Near(figure, 1e-9), REFERENCE);
    }

    private static double[] entries(List<Double> sigma) {
        return sigma.stream().mapToDouble(Double::doubleValue).toArray();
    }

    // ---- C2

    static Experiment regression() {
        return Experiment.of(
                "C2",
                "Regression ½‖W − A‖² with a bounded condition number",
                Regression.authors(0.1, SPREAD)
                        .row(figures(3.767557607, 2.383625441, 2.335, 1.1, 1)),
                Regression.authors(0.5, SPREAD)
                        .row(
                                figures(
                                        4.367238698,
                                        2.048258672,
                                        1.941611570,
                                        1.172727273,
                                        0.7818181818)),
                Regression.authors(0, SPREAD)
                        .row(
                                figures(
                                        3.978741487,
                                        3.690542274,
                                        3.690226811,
                                        1.043508158,
                                        1.043508158)),
                Regression.authors(0.1, INSIDE)
                        .row(
                                List.of(
                                        new Criterion.Near(3.927616920, 1e-8),
                                        new Criterion.Near(3.4e-17, 0.015), // two digits
                                        new Criterion.AtMost(1e-25),
                                        new Criterion.Near(2, 1e-8),
                                        new Criterion.Near(1.85, 1e-8))),
                Regression.nearest(0.1).best(2.278456057),
                Regression.nearest(0.5).best(1.586190476),
                Regression.nearest(0).best(2.485));
    }

    private static List<Criterion> figures(double... figures) {
        return Case.near(1e-8, figures);
    }

    /// @param sigma singular values of the target A
    private record Regression(String name, CondLr method, List<Double> sigma) {
        private static final String W = "w";
        private static final int ITERATIONS = 2000;
        private static final Chart CHART =
                new Chart("Regression", Axis.log("iterations"), Axis.log("loss"));

        private static Regression of(String name, CondLr method, List<Double> sigma) {
            return new Regression(
                    "%s, τ = %s, σ = %s".formatted(name, method.tau(), sigma),
                    method.withRanks(new RankRule.Fixed(sigma.size())),
                    sigma);
        }

        static Regression authors(double tau, List<Double> sigma) {
            return of("authors", CondLr.of(tau, 0), sigma);
        }

        static Regression nearest(double tau) {
            CondLr method = CondLr.of(tau, 0).withProjection(SpectrumProjection.NEAREST);
            return of("nearest", method, SPREAD);
        }

        Case row(List<Criterion> criteria) {
            List<String> what =
                    List.of(
                            "ℓ after 10",
                            "ℓ after 100",
                            "ℓ after 2000",
                            "largest σ at the end",
                            "smallest σ at the end");
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < what.size(); i++) {
                claims.add(new Claim(name + ": " + what.get(i), criteria.get(i), REFERENCE));
            }
            return Case.of(claims, this::run);
        }

        Case best(double loss) {
            return Case.of(
                    name + ": the best possible ℓ, after 2000",
                    new Criterion.Near(loss, 1e-8),
                    REFERENCE,
                    lab -> run(lab).get(2));
        }

        private List<Double> run(Lab lab) {
            Matrix a = Draws.lowRank(new SplitMix64(62), 24, 20, entries(sigma));
            Quadratic loss = Quadratic.of(W, Array.of(a));
            SplitMix64 random = new SplitMix64(61);
            Array dense = Draws.uniform(random, List.of(24, 20), 1 / Math.sqrt(20));
            TrainingState state =
                    method.begin(
                            Weights.of(Map.of(W, DenseWeight.trained(dense))), List.of(W), random);
            List<Double> values = new ArrayList<>();
            for (int k = 1; k <= ITERATIONS; k++) {
                state = method.step(loss, state, 0.2).state();
                if (k == 10 || k == 100 || k == ITERATIONS) {
                    double now = loss.evaluate(state.weights(), Map.of()).loss();
                    lab.point(CHART, name, k, now);
                    values.add(now);
                }
            }
            List<Double> spectrum = Conditioning.singularValues(state.weights().get(W));
            values.add(spectrum.getFirst());
            values.add(spectrum.getLast());
            return values;
        }
    }

    // ---- C4

    static Experiment bound() {
        return Experiment.of(
                "C4",
                "The bound on condition numbers of networks",
                network("3 layers 8×8", 70, List.of(8, 8, 8, 8), 5.921750e7, 112.9245),
                network("2 layers 16×16", 71, List.of(16, 16, 16), 4617.745, 17.96526));
    }

    private static Case network(
            String name, long seed, List<Integer> widths, double bound, double measured) {
        double slope = 0.1;
        return Case.of(
                List.of(
                        new Claim(
                                name + ": Π κ(W) Π κ(σ)",
                                new Criterion.Near(bound, 1e-6),
                                REFERENCE),
                        new Claim(
                                name + ": largest measured κ(f; x)",
                                new Criterion.Near(measured, 1e-6),
                                REFERENCE)),
                _ -> {
                    Mlp mlp = new Mlp(widths, new Activation.LeakyRelu(slope), Mlp.Bias.WITHOUT);
                    SplitMix64 random = new SplitMix64(seed);
                    Weights weights = nearIdentity(mlp, widths.getFirst(), random);
                    Array inputs = Draws.normals(random, List.of(2000, widths.getFirst()), 1);
                    try (PlainEngine engine = new PlainEngine()) {
                        return List.of(
                                new Conditioning(weights, mlp.layers()).bound(1 / slope),
                                new LocalCondition(engine, mlp, weights)
                                        .at(inputs).stream()
                                                .mapToDouble(Double::doubleValue)
                                                .max()
                                                .orElseThrow());
                    }
                });
    }

    /// N/√n + I in every layer.
    private static Weights nearIdentity(Mlp mlp, int n, SplitMix64 random) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (String layer : mlp.layers()) {
            Matrix noise = Draws.matrix(random, n, n).times(1 / Math.sqrt(n));
            weights.put(layer, DenseWeight.trained(Array.of(noise.plus(Matrix.identity(n)))));
        }
        return Weights.of(weights);
    }
}
