package org.bugle.models.own;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.models.Axis;
import org.bugle.models.Ends;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Puts separable terms on the axes of a domain. A term is stiff if it is linear, acts along one
/// variable only, does not depend on time and has derivatives of order 2 or more together. Equal
/// chains and equal factors become one object, since what is computed from a map is kept by its
/// identity.
final class Discretisation {
    private final Notation notation;
    private final List<Axis> axes;
    private final List<Map<Chain, Operator>> chains;
    private final SeparableValues values;

    Discretisation(Notation notation, List<Axis> axes) {
        this.notation = notation;
        this.axes = List.copyOf(axes);
        this.chains = axes.stream().<Map<Chain, Operator>>map(_ -> new HashMap<>()).toList();
        this.values = new SeparableValues(notation, axes);
    }

    /// @throws OwnEquationException if a factor is not finite on the grid, or a chain does not fit
    ///   the ends of its axis
    SplitEquation of(List<Term> terms) {
        List<List<Operator>> stiff =
                axes.stream().<List<Operator>>map(_ -> new ArrayList<>()).toList();
        List<SplitEquation.Term> others = new ArrayList<>();
        Map<Factor, List<Term>> sources = new LinkedHashMap<>();
        for (Term term : terms) {
            if (isStiff(term)) {
                int variable = term.active().getFirst();
                stiff.get(variable)
                        .add(
                                StructuredMaps.scaled(
                                        term.coefficient(),
                                        operator(variable, term.chains().get(variable))));
            } else if (term.hasUnknown()) {
                others.add(new SplitEquation.Term(coefficient(term), maps(term), term.power()));
            } else {
                sources.computeIfAbsent(term.time(), _ -> new ArrayList<>()).add(term);
            }
        }
        return new SplitEquation(
                axes.stream().map(Axis::size).toList(),
                stiff.stream()
                        .map(each ->
                                each.isEmpty()
                                        ? Optional.<Operator>empty()
                                        : Optional.of(StructuredMaps.sum(each)))
                        .toList(),
                others,
                sources.entrySet().stream()
                        .flatMap(each -> sources(each.getKey(), each.getValue()).stream())
                        .toList());
    }

    static boolean isStiff(Term term) {
        return term.power() == 1
                && term.time().isOne()
                && term.active().size() == 1
                && term.order() >= 2;
    }

    /// Whether ∫u is known not to change: every term ends in a derivative along a period, whose
    /// columns sum to zero.
    boolean keepsMass(List<Term> terms) {
        return terms.stream()
                .allMatch(term ->
                        IntStream.range(0, axes.size())
                                .anyMatch(i ->
                                        axes.get(i).ends() == Ends.PERIODIC
                                                && term.chains().get(i).endsInDerivative()));
    }

    private Coefficient coefficient(Term term) {
        values.requireFiniteAtStart("equation", term);
        return coefficient(term.coefficient(), term.time());
    }

    private static Coefficient coefficient(double number, Factor time) {
        return time.isOne()
                ? Coefficient.of(number)
                : new Coefficient.Varying(Complex.real(number), time::at);
    }

    private List<SplitEquation.Source> sources(Factor time, List<Term> terms) {
        values.requireFiniteAtStart("equation", terms.getFirst());
        return values.tuckers("equation", terms).stream()
                .map(value -> new SplitEquation.Source(coefficient(1, time), value))
                .toList();
    }

    private List<Optional<LinearMap>> maps(Term term) {
        List<Optional<LinearMap>> maps = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            Chain chain = term.chains().get(i);
            maps.add(chain.isNothing() ? Optional.empty() : Optional.of(operator(i, chain)));
        }
        return maps;
    }

    private Operator operator(int variable, Chain chain) {
        requireFits(variable, chain);
        return composed(variable, chain);
    }

    private Operator composed(int variable, Chain chain) {
        Operator known = chains.get(variable).get(chain);
        if (known == null) {
            known =
                    chain.links().size() == 1
                            ? operator(variable, chain.links().getFirst())
                            : StructuredMaps.product(
                                    chain.links().stream()
                                            .map(link ->
                                                    composed(variable, new Chain(List.of(link))))
                                            .toList());
            chains.get(variable).put(chain, known);
        }
        return known;
    }

    private Operator operator(int variable, Chain.Link link) {
        return switch (link) {
            case Chain.Link.Differentiate(int order) -> derivative(variable, order);
            case Chain.Link.Multiply(Factor factor) -> {
                Matrix column = values.column("equation", variable, factor);
                yield new Diagonal(column);
            }
        };
    }

    private Operator derivative(int variable, int order) {
        try {
            return axes.get(variable).derivative(order);
        } catch (IllegalArgumentException e) {
            throw new OwnEquationException(
                    "equation",
                    "has a derivative of order %d along %s: %s"
                            .formatted(order, notation.variables().get(variable), e.getMessage()));
        }
    }

    /// A derivative on an axis with ends is one of functions that obey the conditions there: what
    /// it leaves, and a product where they are on the slope, does not.
    private void requireFits(int variable, Chain chain) {
        Ends ends = axes.get(variable).ends();
        long derivatives =
                chain.links().stream().filter(Chain.Link.Differentiate.class::isInstance).count();
        boolean inner = chain.links().getLast() instanceof Chain.Link.Multiply && derivatives > 0;
        boolean fits =
                switch (ends) {
                    case PERIODIC, FREE -> true;
                    case DIRICHLET -> derivatives <= 1;
                    case NEUMANN -> derivatives == 0 || (derivatives == 1 && !inner);
                };
        if (!fits) {
            String x = notation.variables().get(variable);
            String u = notation.unknown();
            throw new OwnEquationException(
                    "equation",
                    ("differentiates a product along %s, which does not obey the %s ends there;"
                         + " write the product rule out, as in a*d%s%s %s + (a')*d%s %s for"
                         + " d%s(a*d%s %s)")
                            .formatted(
                                    x,
                                    ends == Ends.DIRICHLET ? "dirichlet" : "neumann",
                                    x,
                                    x,
                                    u,
                                    x,
                                    u,
                                    x,
                                    x,
                                    u));
        }
    }
}
