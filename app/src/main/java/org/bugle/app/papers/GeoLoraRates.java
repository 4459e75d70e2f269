package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.DivergedException;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Lora;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.NaiveFactors;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.Sgd;

import java.util.Arrays;
import java.util.List;

/// How fast matrices are found, whatever their small singular values (spec `geolora` E2b and E3).
final class GeoLoraRates {
    private static final Source REFERENCE = Source.REFERENCE;

    private GeoLoraRates() {}

    // ---- E2b

    private static final int GIVEN_UP = 20_000;

    static Experiment e2b() {
        double[] equal = {1, 1, 1, 1};
        double[] falling = {1, 0.3, 0.1, 0.03};
        double[] steep = {1, 0.1, 0.01, 0.001};
        return Experiment.of(
                "E2b",
                "Gradients until ‖W − A‖ ≤ 1e-4 ‖A‖",
                iterations(equal, "GeoLoRA, s* = 0", geolora(0), around(15)),
                iterations(equal, "GeoLoRA, s* = 5", geolora(5), around(18)),
                iterations(equal, "LoRA, r = 4", lora(4), around(21)),
                iterations(equal, "LoRA, r = 8", lora(8), around(20)),
                iterations(falling, "GeoLoRA, s* = 0", geolora(0), around(15)),
                iterations(falling, "GeoLoRA, s* = 5", geolora(5), around(18)),
                iterations(falling, "LoRA, r = 4", lora(4), around(3576)),
                iterations(falling, "LoRA, r = 8", lora(8), around(4072)),
                iterations(steep, "GeoLoRA, s* = 0", geolora(0), around(15)),
                iterations(steep, "GeoLoRA, s* = 5", geolora(5), around(18)),
                iterations(steep, "LoRA, r = 4", lora(4), new Criterion.AtLeast(GIVEN_UP))
                        .taking(3),
                iterations(steep, "LoRA, r = 8", lora(8), new Criterion.AtLeast(GIVEN_UP))
                        .taking(3));
    }

    private static Criterion around(int iterations) {
        return new Criterion.Between(iterations - 1, iterations + 1);
    }

    /// A method with what belongs to it.
    ///
    /// @param cycle the goal is looked at every so many iterations
    private record Searcher(Method method, long seed, double rate, int cycle) {}

    private static Searcher geolora(int coreSteps) {
        RankAllocation ranks = new RankAllocation.Tolerance(1e-6, 1, 16);
        return new Searcher(GeoLoraTask.descent(8, ranks, coreSteps), 3, 0.5, coreSteps + 1);
    }

    private static Searcher lora(int rank) {
        return new Searcher(Lora.of(rank, rank, Sgd.plain()), 4, 0.6, 1);
    }

    private static Case.Measured iterations(
            double[] sigma, String name, Searcher searcher, Criterion expected) {
        return Case.of(
                "σ = %s: %s".formatted(Arrays.toString(sigma), name),
                expected,
                REFERENCE,
                lab -> {
                    Matrix a = Draws.lowRank(new SplitMix64(2), 40, 30, sigma);
                    GeoLoraTask task = new GeoLoraTask(a);
                    TrainingState state = task.zero(searcher.method(), searcher.seed());
                    double goal = 1e-4 * a.norm();
                    Chart chart =
                            new Chart(
                                    "E2b: σ = " + Arrays.toString(sigma),
                                    Axis.log("gradients"),
                                    Axis.log("‖W − A‖"));
                    double drawn = 0;
                    while (state.iteration() < GIVEN_UP && task.distance(state) > goal) {
                        lab.requireTime();
                        if (state.iteration() >= 1.1 * drawn) {
                            drawn = state.iteration();
                            lab.point(chart, name, drawn, task.distance(state));
                        }
                        state =
                                task.run(
                                        searcher.method(),
                                        state,
                                        searcher.cycle(),
                                        searcher.rate());
                    }
                    lab.point(chart, name, (double) state.iteration(), task.distance(state));
                    return state.iteration();
                });
    }

    // ---- E3

    static Experiment e3() {
        List<Double> smallest = List.of(1e-1, 1e-4, 1e-8, 1e-12);
        Chart chart =
                new Chart(
                        "Loss after 10 steps",
                        Axis.log("smallest singular value"),
                        Axis.log("loss"));
        RankAllocation fixed = new RankAllocation.Tolerance(0, 4, 4);
        Start start = new Start.Correction(4);
        Method naive = new NaiveFactors(start, Sgd.plain());
        return Experiment.of(
                "E3",
                "Tiny singular values in the start, fixed rank 4",
                Case.curve(
                        chart,
                        "GeoLoRA",
                        REFERENCE,
                        smallest,
                        Case.near(1e-6, 2.580343499, 2.201674002, 2.201693294, 2.201693296),
                        s -> lossAfterTen(GeoLoraTask.descent(fixed, 0), s)),
                Case.curve(
                        chart,
                        "DLRT",
                        REFERENCE,
                        smallest,
                        Case.near(1e-6, 2.130178003, 1.943422080, 1.943436858, 1.943436860),
                        s -> lossAfterTen(replacingBases(start), s)),
                Case.curve(
                        chart,
                        "naive factors",
                        REFERENCE,
                        smallest.subList(0, 3),
                        List.of(
                                new Criterion.Near(2.927554295, 1e-6),
                                new Criterion.Near(2.55e6, 2e-3),
                                new Criterion.Near(2.6e22, 0.02)),
                        s -> lossAfterTen(naive, s)),
                Case.of(
                        "naive factors fail from 1e-12 (1 if so)",
                        new Criterion.Near(1, 0),
                        REFERENCE,
                        _ -> fails(naive, 1e-12)));
    }

    private static Method replacingBases(Start start) {
        return Dlrt.plain(start, new Dlrt.Variant.FixedReplaced());
    }

    private static double lossAfterTen(Method method, double smallest) {
        Matrix a = Draws.lowRank(new SplitMix64(6), 40, 30, 4, 2, 1, 0.5);
        GeoLoraTask task = new GeoLoraTask(a);
        SplitMix64 random = new SplitMix64(7);
        Matrix u = Draws.orthonormal(Draws.matrix(random, 40, 4));
        Matrix v = Draws.orthonormal(Draws.matrix(random, 30, 4));
        Matrix s = Matrix.diagonal(1, 0.5, 0.25, smallest);
        TrainingState start = GeoLoraTask.at(new LowRankMatrix(u, s, v));
        return task.loss(task.run(method, start, 10, 0.1));
    }

    private static double fails(Method method, double smallest) {
        try {
            return Double.isFinite(lossAfterTen(method, smallest)) ? 0 : 1;
        } catch (DivergedException _) {
            return 1;
        }
    }
}
