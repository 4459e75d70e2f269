package org.bugle.app.train;

import org.bugle.app.config.InputException;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.config.Nearest;
import org.bugle.app.config.OptimiserSettings;
import org.bugle.lowrank.Truncation;
import org.bugle.neural.method.AdaLora;
import org.bugle.neural.method.CondLr;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.DyLora;
import org.bugle.neural.method.Factorisation;
import org.bugle.neural.method.Full;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.Lora;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.ModeTruncation;
import org.bugle.neural.method.Pruned;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.RankRule;
import org.bugle.neural.method.SpectrumProjection;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.StartRanks;
import org.bugle.neural.method.Vanilla;
import org.bugle.neural.network.Network;
import org.bugle.neural.optimiser.AdamW;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.TuckerConv2d;

import java.util.List;
import java.util.Optional;

/// From the settings of a train file to a training method.
final class Methods {
    private static final String ENDING = ".weight";

    /// Of the importances of AdaLoRA, as its public scripts have it.
    private static final double BETA = 0.85;

    private final TrainInput input;
    private final Optimiser optimiser;
    private final List<String> layers;
    private final long iterations;

    private Methods(TrainInput input, List<String> layers, long iterations) {
        this.input = input;
        this.optimiser = optimiser(input.file().optimiser());
        this.layers = layers;
        this.iterations = iterations;
    }

    /// A method, and the names of the weights that it puts into factors.
    record Chosen(Method method, List<String> layers) {}

    /// @param iterations of the whole training, which some methods spread their work over
    /// @throws InputException if a layer is not there, or settings do not fit together
    static Chosen of(TrainInput input, Network network, long iterations) {
        MethodSettings settings = input.file().method();
        List<String> layers =
                settings instanceof MethodSettings.Full
                        ? List.of()
                        : layers(input, settings.layers(), network.layers());
        try {
            Method method = new Methods(input, layers, iterations).method(settings);
            // a network is dense until it is pruned
            return new Chosen(method, method instanceof Pruned ? List.of() : layers);
        } catch (IllegalArgumentException e) {
            throw input.refuse("method", "does not fit: " + e.getMessage());
        }
    }

    private static List<String> layers(TrainInput input, List<String> wanted, List<String> all) {
        if (wanted.isEmpty()) {
            return all;
        }
        for (String name : wanted) {
            if (all.stream().noneMatch(layer -> fits(layer, name))) {
                List<String> names = all.stream().map(Methods::bare).toList();
                throw input.refuse(
                        "method.layers",
                        "names '%s', which is no layer of the network%s"
                                .formatted(name, Nearest.hint(name, names, names)));
            }
        }
        return all.stream().filter(layer -> wanted.stream().anyMatch(w -> fits(layer, w))).toList();
    }

    /// As PEFT's target modules: the name, or its end behind a dot.
    private static boolean fits(String layer, String name) {
        return bare(layer).equals(bare(name)) || bare(layer).endsWith("." + bare(name));
    }

    private static String bare(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    static Optimiser optimiser(OptimiserSettings settings) {
        return switch (settings) {
            case OptimiserSettings.Sgd sgd -> new Sgd(sgd.momentum(), sgd.decay());
            case OptimiserSettings.AdamW adam ->
                    new AdamW(adam.beta1(), adam.beta2(), adam.epsilon(), adam.decay());
        };
    }

    private Method method(MethodSettings settings) {
        return switch (settings) {
            case MethodSettings.Full() -> new Full(optimiser);
            case MethodSettings.GeoLora s -> geoLora(s);
            case MethodSettings.Dlrt s ->
                    dlrt(
                            isAdapter(s.adapter())
                                    ? new Start.Correction(s.rank())
                                    : Factorisation.of(
                                            new Factorisation.Form.Matrices(),
                                            new StartRanks.Same(s.rank())),
                            s.variant(),
                            truncation(s.tolerance(), s.minRank(), s.maxRank()),
                            s.steps());
            case MethodSettings.Tucker s ->
                    dlrt(
                            new Factorisation(
                                    kernels(s),
                                    new StartRanks.Shares(s.ranks(), s.rank()),
                                    Factorisation.Entries.TRUNCATED,
                                    s.decay()),
                            s.variant(),
                            truncation(s.tolerance(), s.minRank(), s.maxRank()),
                            s.steps());
            case MethodSettings.CondLr s -> condLr(s);
            case MethodSettings.Lora s -> lora(s);
            case MethodSettings.AdaLora s -> adaLora(s);
            case MethodSettings.DyLora s -> dyLora(s);
            case MethodSettings.Naive s ->
                    new Vanilla(
                            s.compression()
                                    .<RankRule>map(RankRule.Compression::new)
                                    .orElseGet(() -> new RankRule.Fixed(s.rank())),
                            optimiser);
            case MethodSettings.Pruned s -> pruned(s);
        };
    }

    /// Trained weights stay, unless the file says otherwise.
    private boolean isAdapter(Optional<Boolean> said) {
        return said.orElse(StartWeights.areTrained(input.file()));
    }

    private Method geoLora(MethodSettings.GeoLora s) {
        int most = s.maxRank().orElse(Truncation.UNLIMITED);
        Start start =
                isAdapter(s.adapter())
                        ? new Start.Correction(s.rank())
                        : new Start.Approximation(new RankRule.Fixed(s.rank()));
        int cycles = (int) Math.max(1, iterations / (s.steps() + 1));
        RankAllocation ranks =
                s.budget()
                        .<RankAllocation>map(budget ->
                                new RankAllocation.Budget(
                                        Math.max(budget, s.rank() * layers.size()),
                                        budget,
                                        cycles,
                                        s.minRank(),
                                        most))
                        .orElseGet(() ->
                                new RankAllocation.Tolerance(s.tolerance(), s.minRank(), most));
        GeoLora method = GeoLora.of(start, ranks, GeoLora.Cycle.of(s.steps()), optimiser);
        return s.augmentationRate().map(method::withAugmentationRate).orElse(method);
    }

    private static ModeTruncation truncation(
            double tolerance, int minRank, Optional<Integer> maxRank) {
        return new ModeTruncation(
                tolerance,
                ModeTruncation.Share.TOTAL,
                minRank,
                maxRank.orElse(Truncation.UNLIMITED));
    }

    private static Factorisation.Form kernels(MethodSettings.Tucker s) {
        return new Factorisation.Form.TuckerKernels(
                switch (s.modes()) {
                    case ALL -> TuckerConv2d.Modes.ALL;
                    case CHANNELS -> TuckerConv2d.Modes.CHANNELS;
                },
                switch (s.chain()) {
                    case THREE -> TuckerConv2d.Chain.THREE;
                    case FIVE -> TuckerConv2d.Chain.FIVE;
                });
    }

    private Method dlrt(
            Start start, MethodSettings.Variant variant, ModeTruncation rule, int steps) {
        Dlrt.Variant chosen =
                switch (variant) {
                    case ADAPTIVE -> new Dlrt.Variant.Adaptive(rule);
                    case FIXED -> new Dlrt.Variant.FixedReplaced();
                    case AUGMENTED -> new Dlrt.Variant.FixedAugmented();
                };
        return Dlrt.plain(start, chosen).withCoreSteps(steps).with(optimiser, optimiser);
    }

    private Method condLr(MethodSettings.CondLr s) {
        if (!(input.file().optimiser() instanceof OptimiserSettings.Sgd sgd)) {
            throw new InputException(
                    input.source().placeOf("optimiser")
                            + ": optimiser must be sgd for condlr, whose momentum lies in the"
                            + " tangent spaces of the bases");
        }
        return CondLr.of(s.tau(), s.compression())
                .withScaling(
                        switch (s.scaling()) {
                            case AUTHORS -> CondLr.Scaling.AUTHORS;
                            case FLOW -> CondLr.Scaling.FLOW;
                        })
                .withProjection(
                        switch (s.projection()) {
                            case AUTHORS -> SpectrumProjection.AUTHORS;
                            case NEAREST -> SpectrumProjection.NEAREST;
                        })
                .withMomentum(sgd.momentum());
    }

    private Method lora(MethodSettings.Lora s) {
        return new Lora(
                new RankRule.Fixed(s.rank()),
                s.alpha().orElse((double) s.rank()) / s.rank(),
                isAdapter(s.adapter()) ? Lora.Base.FROZEN : Lora.Base.NONE,
                optimiser);
    }

    private Method dyLora(MethodSettings.DyLora s) {
        return new DyLora(
                Lora.of(s.rank(), s.rank(), optimiser),
                DyLora.Update.FIRST_COLUMNS,
                input.file().seed());
    }

    private Method adaLora(MethodSettings.AdaLora s) {
        int total = Math.toIntExact(iterations);
        AdaLora.Schedule schedule =
                new AdaLora.Schedule(
                        s.target(),
                        (int) (s.initial() * total),
                        (int) (s.last() * total),
                        s.every(),
                        total);
        return new AdaLora(s.rank(), schedule, s.regularisation(), BETA, optimiser);
    }

    private Method pruned(MethodSettings.Pruned s) {
        Pruned.Amount amount =
                s.tolerance()
                        .<Pruned.Amount>map(tolerance ->
                                new Pruned.Amount.Within(ModeTruncation.relative(tolerance)))
                        .orElseGet(
                                () -> new Pruned.Amount.Compression(s.compression().orElseThrow()));
        return new Pruned(new Factorisation.Form.Matrices(), amount, layers, new Full(optimiser));
    }
}
