package org.bugle.neural.adapter;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Lowers the ranks of an adapter after training: each ΔW becomes the best approximation of its
/// rank in the Frobenius norm. The singular values are those of the small product of the triangles
/// of the factors, so that a module costs O((m + n) r²) and ΔW is never formed.
public sealed interface Recompression {
    /// At most so many singular values a module.
    record ToRank(int rank) implements Recompression {
        public ToRank {
            require(rank >= 0, "the rank must be ≥ 0", rank);
        }
    }

    /// The fewest with Σ_{i≤k} σᵢ² ≥ fraction · Σ σᵢ², as PEFT's conversion to LoRA keeps.
    record Energy(double fraction) implements Recompression {
        public Energy {
            require(fraction > 0 && fraction <= 1, "the energy must be in (0, 1]", fraction);
        }
    }

    /// Those with σᵢ ≥ ratio · σ₁.
    record Ratio(double ratio) implements Recompression {
        public Ratio {
            require(ratio > 0 && ratio <= 1, "the ratio must be in (0, 1]", ratio);
        }
    }

    /// The largest of all modules together; of equal ones, those of earlier modules.
    record Budget(int total) implements Recompression {
        public Budget {
            require(total >= 0, "the budget must be ≥ 0", total);
        }
    }

    private static void require(boolean condition, String rule, Number found) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "Recompression: %s, found %s".formatted(rule, found));
        }
    }

    /// @param errors ‖ΔW − ΔW₁‖ / ‖ΔW‖ (Frobenius) by module; 0 where ΔW = 0
    record Recompressed(Adapter adapter, Map<String, Double> errors) {
        public Recompressed {
            errors = Map.copyOf(errors);
        }
    }

    /// A correction whose bases are orthonormal, and the decomposition of its core.
    record Decomposed(Correction correction, Tucker orthonormal, Svd core) {
        static Decomposed of(Correction correction) {
            Tucker orthonormal = correction.factors().orthonormalized();
            return new Decomposed(correction, orthonormal, Svd.of(orthonormal.core().unfold(0)));
        }

        Correction leading(int rank) {
            Matrix columns = Matrix.identity(core.u().cols(), rank);
            double[] sigma =
                    core.singularValues().stream().limit(rank).mapToDouble(s -> s).toArray();
            return correction.withFactors(
                    new Tucker(
                            Tensor.of(Matrix.diagonal(sigma)),
                            List.of(
                                    orthonormal.bases().getFirst().times(core.u()).times(columns),
                                    orthonormal.bases().getLast().times(core.v()).times(columns))));
        }

        double errorOf(int rank) {
            double all = energy(core.singularValues().stream());
            return all == 0
                    ? 0
                    : Math.sqrt(energy(core.singularValues().stream().skip(rank)) / all);
        }
    }

    /// U and V become orthonormal, S diagonal and decreasing; modules of rank 0 stay as such.
    default Recompressed apply(Adapter adapter) {
        Map<String, Decomposed> decomposed = new LinkedHashMap<>();
        adapter.corrections().forEach((module, c) -> decomposed.put(module, Decomposed.of(c)));
        Map<String, List<Double>> values = new LinkedHashMap<>();
        decomposed.forEach((module, d) -> values.put(module, d.core().singularValues()));
        Map<String, Integer> ranks = ranks(values);
        Map<String, Correction> corrections = new LinkedHashMap<>();
        Map<String, Double> errors = new LinkedHashMap<>();
        decomposed.forEach((module, d) -> {
            int rank = ranks.getOrDefault(module, 0);
            corrections.put(module, d.leading(rank));
            errors.put(module, d.errorOf(rank));
        });
        return new Recompressed(
                new Adapter(corrections, adapter.replaced(), adapter.baseModel()), errors);
    }

    /// How many singular values each module keeps; those that are 0 are never kept.
    private Map<String, Integer> ranks(Map<String, List<Double>> values) {
        if (this instanceof Budget(int total)) {
            return largest(values, total);
        }
        Map<String, Integer> ranks = new LinkedHashMap<>();
        values.forEach((module, sigma) -> ranks.put(module, keeps(sigma)));
        return ranks;
    }

    private int keeps(List<Double> sigma) {
        int nonZero = (int) sigma.stream().filter(s -> s > 0).count();
        return switch (this) {
            case ToRank(int rank) -> Math.min(rank, nonZero);
            case Energy(double fraction) -> {
                double all = energy(sigma.stream());
                yield IntStream.rangeClosed(0, nonZero)
                        .filter(k -> energy(sigma.stream().limit(k)) >= fraction * all)
                        .findFirst()
                        .orElse(nonZero);
            }
            case Ratio(double ratio) ->
                    (int)
                            sigma.stream()
                                    .filter(s -> s > 0 && s >= ratio * sigma.getFirst())
                                    .count();
            case Budget(int total) -> Math.min(total, nonZero);
        };
    }

    private static Map<String, Integer> largest(Map<String, List<Double>> values, int total) {
        record Value(String module, double sigma) {}
        Map<String, Integer> ranks = new LinkedHashMap<>();
        values.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(sigma -> new Value(e.getKey(), sigma)))
                .filter(value -> value.sigma() > 0)
                .sorted(Comparator.comparingDouble(Value::sigma).reversed())
                .limit(total)
                .forEach(value -> ranks.merge(value.module(), 1, Integer::sum));
        return ranks;
    }

    private static double energy(Stream<Double> sigma) {
        return sigma.mapToDouble(s -> s * s).sum();
    }
}
