package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Source;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Factorisation;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.ModeTruncation;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.StartRanks;
import org.bugle.neural.method.Step;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.method.Vanilla;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Methods of the experiments of TDLRT on one kernel, and their runs.
final class TuckerRun {
    /// The name of the kernel, as in [org.bugle.neural.network.SingleConvolution].
    static final String KERNEL = "conv.weight";

    /// Of methods that are given weights in factors.
    private static final Factorisation GIVEN =
            Factorisation.of(Factorisation.tucker(), new StartRanks.Same(1));

    private TuckerRun() {}

    static Dlrt adaptive(double tolerance) {
        return Dlrt.plain(GIVEN, new Dlrt.Variant.Adaptive(ModeTruncation.relative(tolerance)));
    }

    /// Fixed rank, with the bases replaced.
    static Dlrt orthK() {
        return Dlrt.plain(GIVEN, new Dlrt.Variant.FixedReplaced());
    }

    /// Fixed rank, augmented and truncated.
    static Dlrt augTrunc() {
        return Dlrt.plain(GIVEN, new Dlrt.Variant.FixedAugmented());
    }

    static Vanilla naive() {
        return new Vanilla(GIVEN, Sgd.plain());
    }

    static Factored kernel(Tucker factors) {
        return new TuckerConv2d(factors, TuckerConv2d.Modes.ALL, TuckerConv2d.Chain.THREE);
    }

    static Weights weights(Weight kernel) {
        return Weights.of(Map.of(KERNEL, kernel));
    }

    /// What happened at one step.
    ///
    /// @param loss before it
    /// @param after the kernel behind it
    record Point(double loss, Weight after) {
        List<Integer> ranks() {
            return ((Factored) after).ranks();
        }
    }

    static List<Point> run(
            Method method, Objective objective, Weight start, double rate, int steps) {
        List<Point> points = new ArrayList<>();
        TrainingState state = TrainingState.of(weights(start));
        for (int k = 0; k < steps; k++) {
            Step step = method.step(objective, state, rate);
            state = step.state();
            points.add(new Point(step.loss(), state.weights().get(KERNEL)));
        }
        return points;
    }

    static Weight end(Method method, Objective objective, Weight start, double rate, int steps) {
        return run(method, objective, start, rate, steps).getLast().after();
    }

    static double loss(Objective objective, Weight kernel) {
        return objective.evaluate(weights(kernel), Map.of()).loss();
    }

    /// G at a kernel, in full.
    static Array gradient(Objective objective, Array kernel) {
        return objective
                .evaluate(weights(DenseWeight.trained(kernel)), Map.of(KERNEL, Wanted.DENSE))
                .dense(KERNEL);
    }

    static double distance(Weight kernel, Array other) {
        return kernel.merged().plus(-1, other).norm();
    }

    /// A figure with its tolerance, relative to it.
    static Claim near(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), Source.REFERENCE);
    }

    static Claim atMost(String text, double bound) {
        return new Claim(text, new Criterion.AtMost(bound), Source.REFERENCE);
    }

    static Claim exactly(String text, double figure) {
        return near(text, figure, 0);
    }

    /// A claim for the rank of each mode.
    static List<Claim> ranks(String text, int... ranks) {
        return IntStream.range(0, ranks.length)
                .mapToObj(i -> exactly("%s, rank of mode %d".formatted(text, i + 1), ranks[i]))
                .toList();
    }

    static List<Double> numbers(List<Integer> ranks) {
        return ranks.stream().map(Integer::doubleValue).toList();
    }

    /// A run of one number.
    static Case.Measured one(Claim claim, Case.Measurement measure) {
        return Case.of(List.of(claim), measure);
    }

    /// The step from which all ranks are these, to the end of the run; one more than all steps if
    /// none is.
    static int settled(List<Point> run, List<Integer> ranks) {
        int from = run.size() + 1;
        while (from > 1 && run.get(from - 2).ranks().equals(ranks)) {
            from--;
        }
        return from;
    }

    /// From one step to the next; at most 0 where the loss never rises.
    static double largestIncrease(List<Point> run) {
        return IntStream.range(1, run.size())
                .mapToDouble(k -> run.get(k).loss() - run.get(k - 1).loss())
                .max()
                .orElseThrow();
    }

    /// Losses of one run after some numbers of steps.
    static Case.Measured losses(
            Chart chart, String name, Map<Integer, Double> expected, Supplier<List<Point>> run) {
        List<Claim> claims =
                expected.entrySet().stream()
                        .map(each ->
                                new Claim(
                                        "%s: %s, loss after %d steps"
                                                .formatted(chart.title(), name, each.getKey()),
                                        ofLoss(each.getValue()),
                                        Source.REFERENCE))
                        .toList();
        return Case.of(
                claims,
                lab -> {
                    List<Point> points = run.get();
                    for (int k = 0; k < points.size(); k += 5) {
                        lab.point(chart, name, k, points.get(k).loss());
                    }
                    return expected.keySet().stream().map(k -> points.get(k).loss()).toList();
                });
    }

    /// The figures have six digits and more above 1e-3, four and more above 1e-9, two or three
    /// below, and below 1e-18 they are rounding of the gradient.
    private static Criterion ofLoss(double figure) {
        if (figure < 1e-18) {
            return new Criterion.AtMost(1e-18);
        }
        return new Criterion.Near(figure, figure < 1e-9 ? 0.02 : figure < 1e-3 ? 1e-4 : 2e-6);
    }
}
