package org.bugle.equation.split;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.ModeProduct;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// A sum of Tucker tensors seen in one basis B_i a mode. The products B_iᴴF of the factors are made
/// once, one for each factor by identity, and the terms are then summed mode by mode: those that
/// share their factors in the modes still to come are one small tensor by then.
public final class FactoredProjection {
    private final FactoredSum sum;
    private final List<Matrix> bases;
    private final List<IdentityHashMap<Matrix, Matrix>> products = new ArrayList<>(); // by mode

    /// @param bases n_i×R_i, one a mode
    FactoredProjection(FactoredSum sum, List<Matrix> bases) {
        this.sum = sum;
        this.bases = bases;
        bases.forEach(_ -> products.add(new IdentityHashMap<>()));
        Parallel.forEach(
                bases.size(),
                mode -> {
                    for (FactoredSum.Term term : sum.terms()) {
                        products.get(mode)
                                .computeIfAbsent(
                                        term.value().bases().get(mode),
                                        bases.get(mode)::adjointTimes);
                    }
                });
    }

    /// The sum ×_i B_iᴴ for all i: R₀×R₁×…
    public Tensor closed() {
        List<Integer> all = IntStream.range(0, bases.size()).boxed().toList();
        return sum.terms().isEmpty() ? zeros(0, bases.getFirst().cols()) : summed(sum.terms(), all);
    }

    /// The sum ×_i B_iᴴ for all i but one, which stays whole: the factors of that mode stand side
    /// by side as the factor of the product.
    public ModeProduct open(int mode) {
        List<Integer> others =
                IntStream.range(0, bases.size()).filter(i -> i != mode).boxed().toList();
        List<Matrix> factors = new ArrayList<>();
        List<Tensor> images = new ArrayList<>();
        for (List<FactoredSum.Term> group : byFactor(sum.terms(), mode)) {
            factors.add(group.getFirst().value().bases().get(mode));
            images.add(summed(group, others));
        }
        return factors.isEmpty()
                ? new ModeProduct(mode, zeros(mode, 0), Matrix.zeros(bases.get(mode).rows(), 0))
                : new ModeProduct(
                        mode,
                        Tensor.concatenated(mode, images),
                        Matrix.hcat(factors.toArray(Matrix[]::new)));
    }

    private Tensor zeros(int mode, int size) {
        return Tensor.zeros(
                IntStream.range(0, bases.size())
                        .map(i -> i == mode ? size : bases.get(i).cols())
                        .toArray());
    }

    /// The sum of terms whose factors agree in all modes that are not in `order`, projected in
    /// those that are.
    private Tensor summed(List<FactoredSum.Term> terms, List<Integer> order) {
        if (order.isEmpty()) {
            return terms.stream()
                    .map(term -> term.value().core().times(term.coefficient()))
                    .reduce(Tensor::plus)
                    .orElseThrow();
        }
        int mode = order.getLast();
        List<Integer> before = order.subList(0, order.size() - 1);
        List<Matrix> factors = new ArrayList<>();
        List<Tensor> images = new ArrayList<>();
        for (List<FactoredSum.Term> group : byFactor(terms, mode)) {
            Matrix factor = group.getFirst().value().bases().get(mode);
            factors.add(Objects.requireNonNull(products.get(mode).get(factor)));
            images.add(summed(group, before));
        }
        return Tensor.concatenated(mode, images)
                .timesMode(mode, Matrix.hcat(factors.toArray(Matrix[]::new)));
    }

    /// In the order in which the factors appear, so that the bits are always the same.
    private static List<List<FactoredSum.Term>> byFactor(List<FactoredSum.Term> terms, int mode) {
        IdentityHashMap<Matrix, List<FactoredSum.Term>> known = new IdentityHashMap<>();
        List<List<FactoredSum.Term>> groups = new ArrayList<>();
        for (FactoredSum.Term term : terms) {
            known.computeIfAbsent(
                            term.value().bases().get(mode),
                            _ -> {
                                List<FactoredSum.Term> group = new ArrayList<>();
                                groups.add(group);
                                return group;
                            })
                    .add(term);
        }
        return groups;
    }
}
