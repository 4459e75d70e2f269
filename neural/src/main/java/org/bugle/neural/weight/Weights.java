package org.bugle.neural.weight;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All weights of a network by name, in the network's order.
public final class Weights {
    private final Map<String, Weight> byName;

    private Weights(Map<String, Weight> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    public static Weights of(Map<String, ? extends Weight> byName) {
        return new Weights(new LinkedHashMap<>(byName));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /// @throws IllegalArgumentException if there is none of that name
    public Weight get(String name) {
        Weight weight = byName.get(name);
        if (weight == null) {
            throw new IllegalArgumentException(
                    "Weights: there is no %s among %s".formatted(name, byName.keySet()));
        }
        return weight;
    }

    /// The same with other values under names that are there, or with new names at the end.
    public Weights with(Map<String, ? extends Weight> changed) {
        Map<String, Weight> next = new LinkedHashMap<>(byName);
        next.putAll(changed);
        return new Weights(next);
    }

    public Weights with(String name, Weight weight) {
        return with(Map.of(name, weight));
    }

    /// Those in factors.
    public Map<String, Factored> factored() {
        Map<String, Factored> found = new LinkedHashMap<>();
        byName.forEach((name, weight) -> {
            if (weight instanceof Factored factored) {
                found.put(name, factored);
            }
        });
        return found;
    }

    /// Dense ones that training moves.
    public Map<String, DenseWeight> trainedDense() {
        Map<String, DenseWeight> found = new LinkedHashMap<>();
        byName.forEach((name, weight) -> {
            if (weight instanceof DenseWeight dense && !dense.frozen()) {
                found.put(name, dense);
            }
        });
        return found;
    }

    /// Of those that training moves or that are stored in factors.
    public long parameters() {
        return byName.values().stream()
                .filter(w -> !(w instanceof DenseWeight d && d.frozen()))
                .mapToLong(Weight::parameters)
                .sum();
    }

    public long trainedParameters() {
        return byName.values().stream().mapToLong(Weight::trainedParameters).sum();
    }

    public boolean isFinite() {
        return byName.values().stream().allMatch(Weight::isFinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights w && names().equals(w.names()) && byName.equals(w.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return "Weights" + byName.keySet();
    }
}
