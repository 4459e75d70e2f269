package org.bugle.neural.adapter;

import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What fine-tuning changes of a model: low-rank corrections, and parameters that are replaced as a
/// whole, such as a classifier's.
///
/// @param corrections by module, such as `encoder.layer.0.query`; a module's weight is its name
///   with `.weight`
/// @param replaced by the name of the parameter, such as `classifier.weight`
/// @param baseModel the model that is corrected, if it has a name
public record Adapter(
        Map<String, Correction> corrections,
        Map<String, Array> replaced,
        Optional<String> baseModel) {
    static final String WEIGHT = ".weight";

    public Adapter {
        corrections = Collections.unmodifiableMap(new LinkedHashMap<>(corrections));
        replaced = Collections.unmodifiableMap(new LinkedHashMap<>(replaced));
    }

    /// What training changed: adapters become corrections, and dense weights that are not frozen
    /// are replaced.
    ///
    /// @throws IllegalArgumentException if a weight is in factors without a frozen one beneath, or
    ///   an adapted one is not named `….weight`
    public static Adapter of(Weights weights) {
        Map<String, Correction> corrections = new LinkedHashMap<>();
        Map<String, Array> replaced = new LinkedHashMap<>();
        for (String name : weights.names()) {
            switch (weights.get(name)) {
                case DenseWeight(Array value, boolean frozen) -> {
                    if (!frozen) {
                        replaced.put(name, value);
                    }
                }
                case LowRankAdapter(Array base, Tucker factors) ->
                        corrections.put(
                                module(name),
                                new Correction(
                                        factors,
                                        base.shape().subList(1, base.order()),
                                        Correction.Layout.OUTPUTS_FIRST));
                case LowRankLinear _, LowRankConv2d _, TuckerConv2d _ ->
                        throw new IllegalArgumentException(
                                "Adapter: %s corrects no frozen weight".formatted(name));
            }
        }
        return new Adapter(corrections, replaced, Optional.empty());
    }

    private static String module(String name) {
        if (!name.endsWith(WEIGHT)) {
            throw new IllegalArgumentException(
                    "Adapter: %s is no weight of a module".formatted(name));
        }
        return name.substring(0, name.length() - WEIGHT.length());
    }

    /// The weights of a model with this adapter on them: corrected ones are frozen beneath, and
    /// replaced ones trained.
    ///
    /// @param dense all with their outputs first
    /// @throws IllegalArgumentException if a weight is missing, in factors or of another shape, or
    ///   a module stores its inputs first
    public Weights on(Weights dense) {
        Names names = new Names(dense.names());
        Map<String, Weight> changed = new LinkedHashMap<>();
        corrections.forEach((module, correction) -> {
            if (correction.layout() != Correction.Layout.OUTPUTS_FIRST) {
                throw new IllegalArgumentException(
                        "Adapter: the weight of %s is stored with its inputs first; such can be"
                                        .formatted(module)
                                + " merged, but not trained further");
            }
            String name = found(names, module + WEIGHT);
            changed.put(name, new LowRankAdapter(value(dense, name), correction.factors()));
        });
        replaced.forEach((parameter, value) -> {
            String name = found(names, parameter);
            if (!dense.get(name).shape().equals(value.shape())) {
                throw new IllegalArgumentException(
                        "Adapter: %s is of shape %s, in the model of %s"
                                .formatted(parameter, value.shape(), dense.get(name).shape()));
            }
            changed.put(name, DenseWeight.trained(value));
        });
        return dense.with(changed);
    }

    private static Array value(Weights weights, String name) {
        if (weights.get(name) instanceof DenseWeight(Array value, _)) {
            return value;
        }
        throw new IllegalArgumentException("Adapter: %s is in factors already".formatted(name));
    }

    private static String found(Names names, String name) {
        return names.find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("Adapter: the model has no weight " + name));
    }

    /// Ranks by module.
    public Map<String, Integer> ranks() {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        corrections.forEach((module, correction) -> ranks.put(module, correction.rank()));
        return ranks;
    }

    /// Numbers of all corrections and of what is replaced.
    public long parameters() {
        return corrections.values().stream().mapToLong(Correction::parameters).sum()
                + replaced.values().stream().mapToLong(Array::size).sum();
    }

    /// Of a model's names that of a parameter. The same model is saved from within an outer one
    /// (`bert.encoder…`) or by itself (`encoder…`), so one may be the end of the other.
    record Names(List<String> all) {
        Names {
            all = List.copyOf(all);
        }

        /// Empty if there is none, or if there are several ends alike.
        Optional<String> find(String name) {
            if (all.contains(name)) {
                return Optional.of(name);
            }
            List<String> alike =
                    all.stream()
                            .filter(n -> n.endsWith("." + name) || name.endsWith("." + n))
                            .toList();
            return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
        }
    }
}
