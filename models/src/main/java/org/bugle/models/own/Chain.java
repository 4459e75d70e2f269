package org.bugle.models.own;

import java.util.ArrayList;
import java.util.List;

/// What a term does along one variable: multiplications and derivatives, the first link outermost.
/// Neighbours of one kind are one link.
record Chain(List<Link> links) {
    static final Chain NOTHING = new Chain(List.of());

    /// One action.
    sealed interface Link {
        record Multiply(Factor factor) implements Link {}

        /// @param order at least 1
        record Differentiate(int order) implements Link {}
    }

    Chain {
        links = List.copyOf(links);
    }

    boolean isNothing() {
        return links.isEmpty();
    }

    /// The chain, and then a multiplication.
    Chain multiplied(Factor factor) {
        Factor all = factor.times(outermost());
        List<Link> rest = startsWithFactor() ? rest() : links;
        return all.isOne() ? new Chain(rest) : before(new Link.Multiply(all), rest);
    }

    private boolean startsWithFactor() {
        return !links.isEmpty() && links.getFirst() instanceof Link.Multiply;
    }

    /// The chain, and then a derivative.
    Chain differentiated(int order) {
        return !links.isEmpty() && links.getFirst() instanceof Link.Differentiate(int first)
                ? before(new Link.Differentiate(order + first), rest())
                : before(new Link.Differentiate(order), links);
    }

    private List<Link> rest() {
        return links.subList(1, links.size());
    }

    private static Chain before(Link first, List<Link> rest) {
        List<Link> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return new Chain(all);
    }

    /// The order of all derivatives together.
    int order() {
        return links.stream()
                .mapToInt(link -> link instanceof Link.Differentiate(int order) ? order : 0)
                .sum();
    }

    /// Whether it multiplies, or does nothing.
    boolean isFactor() {
        return order() == 0;
    }

    /// The multiplication after all derivatives, 1 if there is none.
    Factor outermost() {
        return startsWithFactor() ? ((Link.Multiply) links.getFirst()).factor() : Factor.ONE;
    }

    /// Whether it is a first derivative and at most a multiplication after it.
    boolean isFirstDerivative() {
        List<Link> inner = startsWithFactor() ? rest() : links;
        return inner.equals(List.of(new Link.Differentiate(1)));
    }

    /// Whether a derivative comes last, so that sums over a period vanish.
    boolean endsInDerivative() {
        return !links.isEmpty() && links.getFirst() instanceof Link.Differentiate;
    }
}
