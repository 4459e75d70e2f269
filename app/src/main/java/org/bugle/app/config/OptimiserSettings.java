package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Selected;

import java.util.List;
import java.util.Optional;

/// `optimiser:` of a train file.
@Selected(otherwise = "sgd")
public sealed interface OptimiserSettings {
    String RATE = "learning rate";
    String CLIP = "the gradient is scaled down to this length where it is longer";
    String SCHEDULE = "the learning rate over time";

    double rate();

    Optional<Double> clip();

    ScheduleSettings schedule();

    @Named(value = "sgd", doc = "gradient descent with momentum")
    record Sgd(
            @Key(doc = RATE, def = "0.05", above = 0) double rate,
            @Key(doc = "momentum", def = "0.0", min = 0, below = 1) double momentum,
            @Key(doc = "weight decay, as part of the gradient", def = "0.0", min = 0) double decay,
            @Key(doc = CLIP, above = 0) Optional<Double> clip,
            @Key(doc = SCHEDULE, def = "constant") ScheduleSettings schedule)
            implements OptimiserSettings {}

    @Named(value = "adamw", doc = "Adam with decoupled weight decay")
    record AdamW(
            @Key(doc = RATE, def = "0.001", above = 0) double rate,
            @Key(doc = "memory of the mean", def = "0.9", min = 0, below = 1) double beta1,
            @Key(doc = "memory of the squares", def = "0.999", min = 0, below = 1) double beta2,
            @Key(doc = "what is added to the root of the squares", def = "1e-8", above = 0)
                    double epsilon,
            @Key(doc = "weight decay, decoupled", def = "0.0", min = 0) double decay,
            @Key(doc = CLIP, above = 0) Optional<Double> clip,
            @Key(doc = SCHEDULE, def = "constant") ScheduleSettings schedule)
            implements OptimiserSettings {}

    /// `schedule:` of an optimiser.
    sealed interface ScheduleSettings {
        @Named(value = "constant", doc = "always the same")
        record Constant() implements ScheduleSettings {}

        @Named(value = "drops", doc = "multiplied by a factor at some epochs")
        record Drops(
                @Key(doc = "epochs, counted from 0", min = 0) List<Integer> at,
                @Key(doc = "the factor", def = "0.3", above = 0) double by)
                implements ScheduleSettings {}

        @Named(value = "linear", doc = "falls along a line to 0 at the end")
        record Linear(
                @Key(
                                doc = "share of the iterations in which it rises first",
                                def = "0.0",
                                min = 0,
                                below = 1)
                        double warmup)
                implements ScheduleSettings {}

        @Named(value = "cosine", doc = "falls along half a cosine to 0 at the end")
        record Cosine(
                @Key(
                                doc = "share of the iterations in which it rises first",
                                def = "0.0",
                                min = 0,
                                below = 1)
                        double warmup)
                implements ScheduleSettings {}
    }
}
