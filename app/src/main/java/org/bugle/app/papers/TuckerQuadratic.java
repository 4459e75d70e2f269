package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Experiment;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Quadratic;
import org.bugle.neural.weight.Factored;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Test B of TDLRT: half the squared distance to a tensor of low rank.
final class TuckerQuadratic {
    private static final double PRINTED = 1e-9;

    private static final List<Integer> SIZES = List.of(8, 6, 3, 3);

    private TuckerQuadratic() {}

    /// @param start of the target's ranks
    /// @param over of larger ranks
    private record Data(Array target, Factored start, Factored over) {
        static Data drawn() {
            List<Integer> ranks = List.of(3, 2, 2, 2);
            SplitMix64 random = new SplitMix64(11);
            Tucker target = Draws.tucker(random, SIZES, ranks);
            return new Data(
                    Array.of(target.toDense()),
                    TuckerRun.kernel(Draws.tucker(random, SIZES, ranks)),
                    TuckerRun.kernel(Draws.tucker(new SplitMix64(12), SIZES, List.of(5, 4, 3, 3))));
        }

        Quadratic objective() {
            return Quadratic.of(TuckerRun.KERNEL, target);
        }

        Factored end(Dlrt method, boolean fromAbove, double rate, int steps) {
            return (Factored)
                    TuckerRun.end(method, objective(), fromAbove ? over : start, rate, steps);
        }

        double loss(Dlrt method, boolean fromAbove, double rate, int steps) {
            return TuckerRun.loss(objective(), end(method, fromAbove, rate, steps));
        }

        Array descent(double rate, int steps) {
            Array w = start.merged();
            for (int k = 0; k < steps; k++) {
                w = w.plus(-rate, w.plus(-1, target));
            }
            return w;
        }
    }

    static Experiment experiment() {
        return new Experiment(
                "B",
                "Half the squared distance to a tensor 8×6×3×3 of ranks 3, 2, 2, 2",
                List.of(
                        starts(),
                        oneStep("adaptive", TuckerRun.adaptive(1e-8), false, 1e-13),
                        oneStep(
                                "adaptive, gradients by the bases",
                                TuckerRun.adaptive(1e-8).with(Dlrt.Directions.BY_BASIS),
                                false,
                                1e-13),
                        oneStep("orthK", TuckerRun.orthK(), false, 1e-13),
                        oneStep(
                                "adaptive from larger ranks",
                                TuckerRun.adaptive(1e-8),
                                true,
                                1e-13),
                        descent(),
                        twenty("adaptive", TuckerRun.adaptive(1e-12), 0.25507557566, 1.3699205079),
                        twenty("orthK", TuckerRun.orthK(), 2.30125390259, 2.91289831476),
                        twenty("augTrunc", TuckerRun.augTrunc(), 1.37516196668, 2.6294517435),
                        truncation(false, 13.9782729559, 14.0133688433, 5, 4, 3, 3),
                        truncation(true, 75.0723495882, 75.8732295664, 6, 4, 3, 3)));
    }

    private static Case.Measured starts() {
        return Case.of(
                List.of(
                        TuckerRun.near("norm of the target", 4.56805220678, PRINTED),
                        TuckerRun.near("loss at the start", 17.257127106, PRINTED),
                        TuckerRun.near(
                                "loss at the start of larger ranks", 92.6819130718, PRINTED)),
                _ -> {
                    Data data = Data.drawn();
                    return List.of(
                            data.target().norm(),
                            TuckerRun.loss(data.objective(), data.start()),
                            TuckerRun.loss(data.objective(), data.over()));
                });
    }

    private static Case.Measured oneStep(
            String name, Dlrt method, boolean fromAbove, double rounding) {
        List<Claim> claims = new ArrayList<>();
        claims.add(TuckerRun.atMost(name + ", λ = 1: relative error after one step", rounding));
        claims.addAll(TuckerRun.ranks(name + ", λ = 1", 3, 2, 2, 2));
        return Case.of(
                claims,
                _ -> {
                    Data data = Data.drawn();
                    Factored end = data.end(method, fromAbove, 1, 1);
                    double error = TuckerRun.distance(end, data.target()) / data.target().norm();
                    return values(error, end);
                });
    }

    private static List<Double> values(double first, Factored end) {
        return Stream.concat(Stream.of(first), TuckerRun.numbers(end.ranks()).stream()).toList();
    }

    private static Case.Measured descent() {
        List<Claim> claims = new ArrayList<>();
        claims.add(
                TuckerRun.atMost("adaptive, λ = 0.1: distance to descent of all entries", 1e-12));
        claims.addAll(TuckerRun.ranks("adaptive, λ = 0.1, 20 steps", 6, 4, 3, 3));
        return Case.of(
                claims,
                _ -> {
                    Data data = Data.drawn();
                    Factored end = data.end(TuckerRun.adaptive(1e-12), false, 0.1, 20);
                    return values(TuckerRun.distance(end, data.descent(0.1, 20)), end);
                });
    }

    private static Case.Measured twenty(
            String name, Dlrt method, double fromBelow, double fromAbove) {
        return Case.of(
                List.of(
                        TuckerRun.near(name + ", λ = 0.1: loss after 20 steps", fromBelow, PRINTED),
                        TuckerRun.near(
                                name + ", λ = 0.1: loss after 20 steps from larger ranks",
                                fromAbove,
                                PRINTED)),
                _ -> {
                    Data data = Data.drawn();
                    return List.of(
                            data.loss(method, false, 0.1, 20), data.loss(method, true, 0.1, 20));
                });
    }

    private static Case.Measured truncation(
            boolean fromAbove, double wide, double cut, int... ranks) {
        String name = fromAbove ? "one step from larger ranks" : "one step";
        List<Claim> claims = new ArrayList<>();
        claims.add(TuckerRun.near(name + ": loss before truncation", wide, PRINTED));
        claims.add(TuckerRun.near(name + ": loss with τ = 0.05", cut, PRINTED));
        claims.addAll(TuckerRun.ranks(name + ", τ = 0.05", ranks));
        return Case.of(
                claims,
                _ -> {
                    Data data = Data.drawn();
                    Factored end = data.end(TuckerRun.adaptive(0.05), fromAbove, 0.1, 1);
                    List<Double> values = new ArrayList<>();
                    values.add(data.loss(TuckerRun.adaptive(0), fromAbove, 0.1, 1));
                    values.addAll(values(TuckerRun.loss(data.objective(), end), end));
                    return values;
                });
    }
}
