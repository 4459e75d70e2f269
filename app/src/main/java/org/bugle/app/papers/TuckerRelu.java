package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Full;
import org.bugle.neural.method.Method;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.SingleConvolution;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Test E of TDLRT: a convolution 3×3 with ReLU learns from one of low rank, with gradients by
/// backpropagation through the chain of small convolutions.
final class TuckerRelu {
    private static final List<Integer> SIZES = List.of(16, 8, 3, 3);
    private static final List<Integer> TEACHER = List.of(4, 3, 2, 2);

    /// The network's loss is a mean over images, that of the spec one over pixels.
    private static final double PIXELS = 64;

    private TuckerRelu() {}

    private static Tucker teacher(SplitMix64 random) {
        return Draws.decayed(Draws.tucker(random, SIZES, TEACHER), 1, 1);
    }

    /// With λ = 1 for the loss over pixels.
    private static List<TuckerRun.Point> run(double delta, Method method, int steps) {
        SplitMix64 random = new SplitMix64(51);
        Tucker teacher = teacher(random);
        Array images = Draws.normals(random, List.of(16, 8, 8, 8), 1);
        Tucker start =
                Draws.decayed(
                        Draws.tucker(new SplitMix64(52), SIZES, List.of(8, 6, 3, 3)), delta, 1);
        Weight from =
                method instanceof Full
                        ? DenseWeight.trained(Array.of(start.toDense()))
                        : TuckerRun.kernel(start);
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator =
                        new Evaluator(
                                engine,
                                new SingleConvolution(SIZES, 1, new Activation.Relu()),
                                org.bugle.neural.network.Criterion.HALF_SQUARES)) {
            Array targets =
                    evaluator.outputs(
                            TuckerRun.weights(TuckerRun.kernel(teacher)), Batch.of(images, images));
            return TuckerRun.run(
                            method,
                            evaluator.training(Batch.of(images, targets), 0),
                            from,
                            1 / PIXELS,
                            steps)
                    .stream()
                    .map(point -> new TuckerRun.Point(point.loss() / PIXELS, point.after()))
                    .toList();
        }
    }

    static Experiment experiment() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                losses(
                        "adaptive",
                        TuckerRun.adaptive(0.05),
                        Map.of(
                                0,
                                0.33973658,
                                1,
                                0.17604502,
                                5,
                                1.3443556e-2,
                                10,
                                9.3185206e-4,
                                20,
                                3.9048278e-7,
                                50,
                                7.5e-16)));
        cases.add(
                losses(
                        "dense",
                        new Full(Sgd.plain()),
                        Map.of(1, 0.17599329, 10, 1.0506848e-3, 20, 1.4246514e-5, 100, 8.5e-17)));
        cases.add(
                losses(
                        "naive",
                        TuckerRun.naive(),
                        Map.of(
                                1,
                                0.188899,
                                10,
                                0.12288402,
                                20,
                                6.3561664e-2,
                                50,
                                5.1773487e-3,
                                100,
                                3.498e-4)));
        for (double delta : List.of(1.0, 4.0, 10.0)) {
            cases.add(ranks(delta, 0.1, new Criterion.Near(10, 0)));
            cases.add(ranks(delta, 0.05, new Criterion.Near(13, 0)));
            cases.add(ranks(delta, 0.01, new Criterion.Between(20, 21)));
        }
        cases.add(
                TuckerRun.one(
                                // about 5e-13, which is rounding
                                TuckerRun.atMost(
                                        "adaptive, δ = 4: distance to the teacher after 100 steps",
                                        1e-12),
                                _ -> {
                                    Weight end =
                                            run(4, TuckerRun.adaptive(0.05), 100).getLast().after();
                                    Tucker teacher = teacher(new SplitMix64(51));
                                    return List.of(
                                            TuckerRun.distance(end, Array.of(teacher.toDense())));
                                })
                        .taking(2));
        return new Experiment("E", "A convolution with ReLU learns from one of low rank", cases);
    }

    private static Case.Measured losses(String name, Method method, Map<Integer, Double> figures) {
        Chart chart = new Chart("ReLU teacher, δ = 4", Axis.linear("steps"), Axis.log("loss"));
        return TuckerRun.losses(chart, name, new TreeMap<>(figures), () -> run(4, method, 101))
                .taking(2);
    }

    private static Case.Measured ranks(double delta, double tolerance, Criterion settled) {
        String name = "δ = %.0f, adaptive, τ = %s".formatted(delta, tolerance);
        return Case.of(
                List.of(
                        new Claim(
                                name + ": step from which ranks are the teacher's",
                                settled,
                                Source.REFERENCE),
                        TuckerRun.atMost(name + ": largest increase of the loss", 0)),
                _ -> {
                    List<TuckerRun.Point> run = run(delta, TuckerRun.adaptive(tolerance), 40);
                    return List.of(
                            (double) TuckerRun.settled(run, TEACHER),
                            TuckerRun.largestIncrease(run));
                });
    }
}
