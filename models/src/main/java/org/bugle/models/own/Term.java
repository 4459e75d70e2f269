package org.bugle.models.own;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A separable term c g(t) Π_i L_i [u^p], where L_i acts along the variable i alone.
///
/// @param coefficient c
/// @param time g
/// @param chains L_i, one a variable
/// @param power p ≥ 1 of the unknown; 0 where the term does not have it: then every L_i multiplies
record Term(double coefficient, Factor time, List<Chain> chains, int power) {
    Term {
        chains = List.copyOf(chains);
    }

    static Term constant(int variables, double value) {
        return new Term(value, Factor.ONE, Collections.nCopies(variables, Chain.NOTHING), 0);
    }

    /// The unknown itself.
    static Term unknown(int variables) {
        return constant(variables, 1).withPower(1);
    }

    private Term withPower(int p) {
        return new Term(coefficient, time, chains, p);
    }

    Term times(double factor) {
        return new Term(factor * coefficient, time, chains, power);
    }

    Term timesTime(Factor factor) {
        return new Term(coefficient, factor.times(time), chains, power);
    }

    /// Multiplied by a function of a variable.
    Term times(int variable, Factor factor) {
        return with(variable, chains.get(variable).multiplied(factor));
    }

    /// A derivative along a variable of a term with the unknown.
    Term differentiated(int variable, int order) {
        return with(variable, chains.get(variable).differentiated(order));
    }

    private Term with(int variable, Chain chain) {
        List<Chain> changed = new ArrayList<>(chains);
        changed.set(variable, chain);
        return new Term(coefficient, time, changed, power);
    }

    boolean hasUnknown() {
        return power > 0;
    }

    /// Whether no derivative acts on its unknown.
    boolean isPower() {
        return chains.stream().allMatch(Chain::isFactor);
    }

    /// The order of all derivatives together.
    int order() {
        return chains.stream().mapToInt(Chain::order).sum();
    }

    /// The variables along which it does anything.
    List<Integer> active() {
        return IntStream.range(0, chains.size())
                .filter(i -> !chains.get(i).isNothing())
                .boxed()
                .toList();
    }

    /// The product; empty if there is no separable term for it. Two derivatives have no product,
    /// except that u^p ∂u^q = q/(p + q) ∂u^(p + q) for a first derivative.
    Optional<Term> times(Term b) {
        if (!hasUnknown() || (isPower() && b.isPower())) {
            return Optional.of(scaledBy(b).withPower(power + b.power));
        }
        if (!b.hasUnknown()) {
            return b.times(this);
        }
        Term derivative = isPower() ? b : this;
        Term other = isPower() ? this : b;
        boolean first =
                derivative.order() == 1
                        && derivative.chains.stream()
                                .allMatch(chain -> chain.isFactor() || chain.isFirstDerivative());
        if (!other.isPower() || !first) {
            return Optional.empty();
        }
        double p = other.power;
        double q = derivative.power;
        return Optional.of(
                other.scaledBy(derivative)
                        .times(q / (p + q))
                        .withPower(other.power + derivative.power));
    }

    /// Another term multiplied by the number and the functions of this one.
    private Term scaledBy(Term b) {
        Term product = b.times(coefficient).timesTime(time);
        for (int i = 0; i < chains.size(); i++) {
            product = product.times(i, chains.get(i).outermost());
        }
        return product;
    }

    /// The term at a time.
    Term at(double t) {
        return new Term(coefficient * time.at(t), Factor.ONE, chains, power);
    }

    /// What the term looks like, such as `-v*dx(f)`.
    String words(Notation notation) {
        String words = power == 0 ? "1" : notation.unknown() + (power == 1 ? "" : "^" + power);
        for (int i = 0; i < chains.size(); i++) {
            for (Chain.Link link : chains.get(i).links().reversed()) {
                words =
                        switch (link) {
                            case Chain.Link.Multiply(Factor factor) -> factor + "*" + words;
                            case Chain.Link.Differentiate(int order) ->
                                    "d%s(%s)"
                                            .formatted(
                                                    notation.variables().get(i).repeat(order),
                                                    words);
                        };
            }
        }
        String whole = number() + (time.isOne() ? "" : time + "*") + words;
        return whole.endsWith("*1") ? whole.substring(0, whole.length() - 2) : whole;
    }

    private String number() {
        String sign = coefficient < 0 ? "-" : "";
        double modulus = Math.abs(coefficient);
        return modulus == 1 ? sign : sign + Factor.brief(modulus) + "*";
    }

    /// The sum with equal terms put together, and without those of coefficient 0.
    static List<Term> collected(List<Term> terms) {
        Map<Term, Double> sums = new LinkedHashMap<>();
        terms.forEach(term ->
                sums.merge(
                        new Term(1, term.time, term.chains, term.power),
                        term.coefficient,
                        Double::sum));
        return sums.entrySet().stream()
                .filter(each -> each.getValue() != 0)
                .map(each -> each.getKey().times(each.getValue()))
                .toList();
    }
}
