package org.bugle.app.papers;

import org.bugle.app.papers.TuckerGratingsNet.Outcome;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Factorisation;
import org.bugle.neural.method.Full;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.ModeTruncation;
import org.bugle.neural.method.Pruned;
import org.bugle.neural.method.StartRanks;
import org.bugle.neural.method.Vanilla;
import org.bugle.neural.optimiser.Sgd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Test F of TDLRT: a small convolutional net tells eight classes of gratings, from three seeds.
final class TuckerGratings {
    private static final List<Integer> SEEDS = List.of(73, 74, 75);
    private static final Chart LOSSES =
            new Chart("Gratings, seed 73", Axis.linear("epoch"), Axis.log("loss"));

    /// The spec's bands.
    private static final double ACCURACY = 0.02;

    private static final double LOSS = 1e-3;

    private TuckerGratings() {}

    private static Factorisation start(double delta, List<Integer> first, List<Integer> second) {
        return new Factorisation(
                Factorisation.tucker(),
                new StartRanks.Listed(
                        Map.of(
                                TuckerGratingsNet.KERNELS.get(0),
                                first,
                                TuckerGratingsNet.KERNELS.get(1),
                                second)),
                Factorisation.Entries.TRUNCATED,
                delta);
    }

    private static Factorisation small(double delta) {
        return start(delta, List.of(3, 1, 3, 3), List.of(4, 4, 3, 3));
    }

    private static Dlrt adaptive(double tolerance) {
        return Dlrt.plain(
                start(1.5, List.of(8, 1, 3, 3), List.of(16, 8, 3, 3)),
                new Dlrt.Variant.Adaptive(ModeTruncation.relative(tolerance)));
    }

    static Experiment experiment() {
        return Experiment.of(
                "F",
                "Eight classes of gratings by a small convolutional net",
                TuckerGratingsStart.data(),
                TuckerGratingsStart.losses(),
                TuckerGratingsStart.gradients(),
                full().taking(20),
                tight().taking(18),
                loose().taking(15),
                fixed().taking(12),
                naive(
                                4,
                                List.of(0.431, 0.946, 0.963),
                                Map.of(4, List.of(1.90608, 1.62322, 1.98619)))
                        .taking(10),
                naive(1, List.of(0.996, 0.980, 0.991), Map.of()).taking(10));
    }

    /// Of the three seeds in turn.
    ///
    /// @param losses by the number of the epoch, from 1 on; of the first seeds
    private record Figures(
            List<Double> accuracies, List<Double> compressions, Map<Integer, List<Double>> losses) {

        List<Claim> claims(String name) {
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < SEEDS.size(); i++) {
                String which = "%s, seed %d: ".formatted(name, SEEDS.get(i));
                claims.add(
                        new Claim(
                                which + "accuracy",
                                new Criterion.Between(
                                        accuracies.get(i) - ACCURACY, accuracies.get(i) + ACCURACY),
                                Source.REFERENCE));
                claims.add(
                        TuckerRun.near(
                                which + "share of the kernels' parameters saved",
                                compressions.get(i),
                                LOSS));
            }
            losses.forEach((epoch, figures) -> {
                for (int i = 0; i < figures.size(); i++) {
                    claims.add(
                            TuckerRun.near(
                                    "%s, seed %d: loss of epoch %d"
                                            .formatted(name, SEEDS.get(i), epoch),
                                    figures.get(i),
                                    LOSS));
                }
            });
            return claims;
        }

        List<Double> values(List<Outcome> outcomes) {
            List<Double> values = new ArrayList<>();
            for (Outcome each : outcomes) {
                values.add(each.accuracy());
                values.add(each.compression());
            }
            losses.forEach((epoch, figures) -> {
                for (int i = 0; i < figures.size(); i++) {
                    values.add(outcomes.get(i).losses().get(epoch - 1));
                }
            });
            return values;
        }
    }

    /// One more number of the three trainings.
    private record Bar(Claim claim, ToDoubleFunction<List<Outcome>> measure) {}

    private static Case.Measured low(String name, Method method, Figures figures, Bar... bars) {
        List<Claim> claims = new ArrayList<>(figures.claims(name));
        for (Bar bar : bars) {
            claims.add(bar.claim());
        }
        return Case.of(
                claims,
                lab -> {
                    List<Outcome> outcomes = trained(name, method, lab);
                    List<Double> values = new ArrayList<>(figures.values(outcomes));
                    for (Bar bar : bars) {
                        values.add(bar.measure().applyAsDouble(outcomes));
                    }
                    return values;
                });
    }

    private static List<Outcome> trained(String name, Method method, Lab lab) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int seed : SEEDS) {
            outcomes.add(TuckerGratingsNet.train(method, seed, lab));
        }
        List<Double> losses = outcomes.getFirst().losses();
        for (int epoch = 1; epoch <= losses.size(); epoch++) {
            lab.point(LOSSES, name, epoch, losses.get(epoch - 1));
        }
        return outcomes;
    }

    private static Claim atLeast(String text, double bound) {
        return new Claim(text, new Criterion.AtLeast(bound), Source.REFERENCE);
    }

    private static double least(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
        return outcomes.stream().mapToDouble(of).min().orElseThrow();
    }

    /// The mean accuracy, and what is saved, are the spec's bars.
    private static Case.Measured tight() {
        return low(
                "TDLRT, τ = 0.1",
                adaptive(0.1),
                new Figures(List.of(0.980, 0.990, 0.953), List.of(0.808, 0.819, 0.842), Map.of()),
                new Bar(
                        atLeast("TDLRT, τ = 0.1: mean accuracy", 0.95),
                        all -> all.stream().mapToDouble(Outcome::accuracy).average().orElseThrow()),
                new Bar(
                        atLeast("TDLRT, τ = 0.1: least share saved", 0.78),
                        all -> least(all, Outcome::compression)));
    }

    private static Case.Measured loose() {
        String name = "TDLRT, τ = 0.2";
        List<Bar> bars = new ArrayList<>();
        List<List<Integer>> ranks = List.of(List.of(3, 1, 3, 3), List.of(4, 4, 3, 3));
        for (int k = 0; k < 2; k++) {
            String kernel = TuckerGratingsNet.KERNELS.get(k);
            for (int mode = 0; mode < 4; mode++) {
                int i = mode;
                bars.add(
                        new Bar(
                                TuckerRun.exactly(
                                        "%s, seed 73: %s, rank of mode %d"
                                                .formatted(name, kernel, mode + 1),
                                        ranks.get(k).get(mode)),
                                all -> all.getFirst().ranks(kernel).get(i)));
            }
        }
        return low(
                name,
                adaptive(0.2),
                new Figures(
                        List.of(0.963, 0.974, 0.900),
                        List.of(0.906, 0.879, 0.882),
                        new TreeMap<>(
                                Map.of(
                                        1,
                                        List.of(2.49697),
                                        2,
                                        List.of(1.68726),
                                        4,
                                        List.of(0.939507)))),
                bars.toArray(Bar[]::new));
    }

    private static Case.Measured fixed() {
        return low(
                "orthK, δ = 4",
                Dlrt.plain(small(4), new Dlrt.Variant.FixedReplaced()),
                new Figures(
                        List.of(0.969, 0.968, 0.960),
                        List.of(0.906, 0.906, 0.906),
                        Map.of(4, List.of(0.99478, 1.09731, 1.68217))),
                new Bar(
                        atLeast("orthK, δ = 4: least accuracy", 0.93),
                        all -> least(all, Outcome::accuracy)));
    }

    private static Case.Measured naive(
            double delta, List<Double> accuracies, Map<Integer, List<Double>> losses) {
        return low(
                "naive, δ = %.0f".formatted(delta),
                new Vanilla(small(delta), Sgd.plain()),
                new Figures(accuracies, List.of(0.906, 0.906, 0.906), losses));
    }

    /// Trained dense, then also cut without retraining.
    private static Case.Measured full() {
        Figures figures =
                new Figures(
                        List.of(1.0, 1.0, 1.0),
                        List.of(0.0, 0.0, 0.0),
                        new TreeMap<>(
                                Map.of(
                                        1,
                                        List.of(2.41101),
                                        2,
                                        List.of(1.05653),
                                        4,
                                        List.of(0.173088))));
        Figures cut =
                new Figures(List.of(0.393, 0.380, 0.323), List.of(0.879, 0.879, 0.879), Map.of());
        Full method = new Full(Sgd.plain());
        Pruned pruned =
                new Pruned(
                        Factorisation.tucker(),
                        new Pruned.Amount.ToRanks(
                                new StartRanks.Listed(
                                        Map.of(
                                                TuckerGratingsNet.KERNELS.get(0),
                                                List.of(3, 1, 3, 3),
                                                TuckerGratingsNet.KERNELS.get(1),
                                                List.of(5, 5, 3, 3)))),
                        TuckerGratingsNet.KERNELS,
                        method);
        List<Claim> claims = new ArrayList<>(figures.claims("full"));
        claims.addAll(cut.claims("full, then pruned"));
        return Case.of(
                claims,
                lab -> {
                    List<Outcome> outcomes = trained("full", method, lab);
                    List<Double> values = new ArrayList<>(figures.values(outcomes));
                    values.addAll(
                            cut.values(
                                    outcomes.stream()
                                            .map(each -> each.with(pruned.prune(each.weights())))
                                            .toList()));
                    return values;
                });
    }
}
