package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Samples;
import org.bugle.neural.data.generated.Sequences;
import org.bugle.neural.method.AdaLora;
import org.bugle.neural.method.Full;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.Lora;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Start;
import org.bugle.neural.network.TinyTransformer;
import org.bugle.neural.optimiser.AdamW;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// A tiny transformer that learns to continue sequences by one permutation and is then adapted to
/// another (spec `geolora` E6). Pre-training and what methods came to are kept, so that tables
/// share them.
final class GeoLoraTransformer {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final double TWO_PERCENT = 0.02;
    private static final int PRETRAINING = 400;
    private static final int ITERATIONS = 441;
    private static final int CORE_STEPS = 20;
    private static final int SAMPLES = 256;
    private static final int BATCH = 32;
    private static final double RATE = 1e-2;
    private static final TinyTransformer NETWORK = TinyTransformer.ofSpec();
    private static final List<String> LAYERS = List.of("q", "k", "v", "o", "fc1", "fc2");

    private final Samples train = Sequences.ofSpec().samples(1, SAMPLES, 300);
    private final Samples test = Sequences.ofSpec().samples(1, SAMPLES, 301);
    private final Map<GeoLoraTraining.Setting, Result> done = new HashMap<>();
    private Optional<Weights> pretrained = Optional.empty();

    record Result(double train, double test, long parameters, List<Integer> ranks, long passes) {}

    Experiment e6() {
        List<Case> cases = new ArrayList<>();
        cases.add(pretraining());
        cases.add(row("LoRA, r = 2", lora(2, 21), 448, 0.8715, 1.0663, List.of()));
        cases.add(row("LoRA, r = 4", lora(4, 21), 896, 0.7212, 0.9761, List.of()));
        cases.add(row("LoRA, r = 8", lora(8, 21), 1792, 0.6111, 0.9389, List.of()));
        cases.add(
                row(
                        "AdaLoRA 8 to 4",
                        adalora(22),
                        1000,
                        0.7132,
                        0.9320,
                        List.of(0, 0, 6, 5, 8, 5)));
        cases.add(
                row(
                        "GeoLoRA, budget 48 to 24",
                        budget(23),
                        1146,
                        0.7078,
                        0.9114,
                        List.of(2, 1, 2, 4, 8, 7)));
        cases.add(
                row(
                        "GeoLoRA, τ = 0.25",
                        tolerance(0.25),
                        1433,
                        0.6887,
                        0.9216,
                        List.of(5, 4, 6, 6, 6, 6)));
        cases.add(
                row(
                        "GeoLoRA, τ = 0.3",
                        tolerance(0.3),
                        1090,
                        0.7548,
                        0.9564,
                        List.of(4, 4, 5, 4, 5, 4)));
        cases.add(seeds("GeoLoRA", List.of(budget(33), budget(43)), 0.917, 0.910));
        cases.add(seeds("LoRA, r = 8", List.of(lora(8, 31), lora(8, 41)), 0.946, 0.978));
        cases.add(seeds("AdaLoRA", List.of(adalora(32), adalora(42)), 0.951, 0.912));
        cases.add(bar());
        cases.addAll(new GeoLoraSweep(this).cases());
        return new Experiment("E6", "A tiny transformer adapted to a second task", cases);
    }

    // ---- methods

    static GeoLoraTraining.Setting lora(int rank, long seed) {
        return new GeoLoraTraining.Setting(Lora.of(rank, rank, AdamW.standard()), seed, RATE);
    }

    static GeoLoraTraining.Setting adalora(long seed) {
        AdaLora.Schedule schedule = new AdaLora.Schedule(4, 100, 220, 10, ITERATIONS);
        return new GeoLoraTraining.Setting(AdaLora.of(8, schedule, AdamW.standard()), seed, RATE);
    }

    static GeoLoraTraining.Setting budget(long seed) {
        int cycles = ITERATIONS / (CORE_STEPS + 1);
        return geolora(new RankAllocation.Budget(48, 24, cycles, 1, 16), seed);
    }

    private static GeoLoraTraining.Setting tolerance(double tau) {
        return geolora(new RankAllocation.Tolerance(tau, 1, 16), 23);
    }

    private static GeoLoraTraining.Setting geolora(RankAllocation ranks, long seed) {
        GeoLora method =
                GeoLora.of(
                                new Start.Correction(8),
                                ranks,
                                GeoLora.Cycle.of(CORE_STEPS),
                                new AdamW(0.9, 0.99, 1e-8, 0))
                        .withAugmentationRate(0.5);
        return new GeoLoraTraining.Setting(method, seed, RATE);
    }

    // ---- rows

    private Case pretraining() {
        List<Claim> claims =
                List.of(
                        near("pre-training: train CE, task 0", 0.49039),
                        near("pre-training: test CE, task 0", 1.00066),
                        near("pre-training: train CE, task 1", 7.94476),
                        near("pre-training: test CE, task 1", 7.74655));
        return Case.of(
                        claims,
                        lab -> {
                            Weights weights = pretrained(lab);
                            GeoLoraTraining task = training();
                            return List.of(
                                    task.loss(weights, first(200)),
                                    task.loss(weights, first(201)),
                                    task.loss(weights, train),
                                    task.loss(weights, test));
                        })
                .taking(6);
    }

    /// @param ranks empty where they are the method's setting
    private Case row(
            String name,
            GeoLoraTraining.Setting setting,
            long parameters,
            double trained,
            double tested,
            List<Integer> ranks) {
        List<Claim> claims = new ArrayList<>();
        claims.add(near(name + ": parameters", (double) parameters));
        claims.add(near(name + ": train CE", trained));
        claims.add(near(name + ": test CE", tested));
        for (int i = 0; i < ranks.size(); i++) {
            int rank = ranks.get(i);
            claims.add(
                    new Claim(
                            "%s: rank of %s".formatted(name, LAYERS.get(i)),
                            new Criterion.Between(rank - 1, rank + 1),
                            REFERENCE));
        }
        return Case.of(
                        claims,
                        lab -> {
                            Result result = result(lab, setting);
                            List<Double> values =
                                    new ArrayList<>(
                                            List.of(
                                                    (double) result.parameters(),
                                                    result.train(),
                                                    result.test()));
                            result.ranks().stream()
                                    .limit(ranks.size())
                                    .forEach(rank -> values.add((double) rank));
                            return values;
                        })
                .taking(3);
    }

    private Case seeds(
            String name, List<GeoLoraTraining.Setting> settings, double second, double third) {
        return Case.of(
                        List.of(
                                near(name + ", second seed: test CE", second),
                                near(name + ", third seed: test CE", third)),
                        lab -> settings.stream().map(s -> result(lab, s).test()).toList())
                .taking(5);
    }

    private static Claim near(String text, double figure) {
        return new Claim(text, new Criterion.Near(figure, TWO_PERCENT), REFERENCE);
    }

    /// GeoLoRA against LoRA r = 8, as means over three seeds.
    private Case bar() {
        List<GeoLoraTraining.Setting> geolora = List.of(budget(23), budget(33), budget(43));
        List<GeoLoraTraining.Setting> lora = List.of(lora(8, 21), lora(8, 31), lora(8, 41));
        String of = "GeoLoRA over LoRA r = 8, three seeds: ";
        return Case.of(
                List.of(
                        new Claim(of + "test CE", new Criterion.AtMost(1), REFERENCE),
                        new Claim(of + "parameters", new Criterion.AtMost(0.7), REFERENCE),
                        new Claim(of + "backward passes", new Criterion.Near(1, 0), REFERENCE)),
                lab -> {
                    List<Result> a = geolora.stream().map(s -> result(lab, s)).toList();
                    List<Result> b = lora.stream().map(s -> result(lab, s)).toList();
                    return List.of(
                            sum(a, Result::test) / sum(b, Result::test),
                            sum(a, Result::parameters) / sum(b, Result::parameters),
                            sum(a, Result::passes) / sum(b, Result::passes));
                });
    }

    private static double sum(List<Result> results, ToDoubleFunction<Result> number) {
        return results.stream().mapToDouble(number).sum();
    }

    // ---- what is shared

    private GeoLoraTraining training() {
        return on(train);
    }

    private static GeoLoraTraining on(Samples samples) {
        return new GeoLoraTraining(
                NETWORK, org.bugle.neural.network.Criterion.CROSS_ENTROPY, samples, BATCH);
    }

    private static Samples first(long seed) {
        return Sequences.ofSpec().samples(0, SAMPLES, seed);
    }

    private Weights pretrained(Lab lab) {
        if (pretrained.isEmpty()) {
            Weights drawn = NETWORK.initialize(new SplitMix64(100));
            GeoLoraTraining.Setting full =
                    new GeoLoraTraining.Setting(new Full(AdamW.standard()), 0, RATE);
            GeoLoraTraining.Outcome outcome =
                    on(first(200)).run(lab, full, drawn, List.of(), PRETRAINING);
            pretrained = Optional.of(GeoLoraTraining.frozen(outcome.weights()));
        }
        return pretrained.orElseThrow();
    }

    Result result(Lab lab, GeoLoraTraining.Setting setting) {
        Result known = done.get(setting);
        if (known != null) {
            return known;
        }
        GeoLoraTraining.Outcome outcome =
                training().run(lab, setting, pretrained(lab), NETWORK.layers(), ITERATIONS);
        Result result =
                new Result(
                        training().loss(outcome.weights(), train),
                        training().loss(outcome.weights(), test),
                        outcome.parameters(),
                        outcome.ranks(),
                        outcome.backwardPasses());
        done.put(setting, result);
        return result;
    }
}
