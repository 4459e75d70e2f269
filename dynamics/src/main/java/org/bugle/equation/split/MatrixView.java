package org.bugle.equation.split;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.MappedEquation;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.Polynomial;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A split equation of two modes as an equation of matrices: its linear terms and sources are one
/// separable equation, powers are pointwise ones.
final class MatrixView {
    private MatrixView() {}

    static MatrixEquation of(SplitEquation split) {
        if (split.modes() != 2) {
            throw new IllegalStateException(
                    "SplitEquation: a matrix equation has 2 modes, found " + split.modes());
        }
        int m = split.sizes().getFirst();
        int n = split.sizes().getLast();
        List<SeparableOperator.Term> linear = new ArrayList<>();
        split.stiff().getFirst().ifPresent(a -> linear.add(term(Optional.of(a), Optional.empty())));
        split.stiff().getLast().ifPresent(b -> linear.add(term(Optional.empty(), Optional.of(b))));
        List<Polynomial.Monomial> plain = new ArrayList<>();
        Map<Integer, List<SeparableOperator.Term>> mapped = new TreeMap<>(); // by the power
        for (SplitEquation.Term term : split.terms()) {
            boolean bare = term.factors().stream().allMatch(Optional::isEmpty);
            if (term.power() == 1) {
                linear.add(separable(term));
            } else if (bare && term.coefficient() instanceof Coefficient.Constant(Complex c)) {
                plain.add(new Polynomial.Monomial(c.re(), c.im(), 0, term.power()));
            } else {
                mapped.computeIfAbsent(term.power(), _ -> new ArrayList<>()).add(separable(term));
            }
        }
        List<LowRankSource> sources =
                split.sources().stream()
                        .map(s -> new LowRankSource(s.coefficient(), s.value().toLowRankMatrix()))
                        .toList();
        List<MatrixEquation> parts = new ArrayList<>();
        parts.add(new SeparableEquation(new SeparableOperator(m, n, linear), sources));
        if (!plain.isEmpty()) {
            parts.add(new PointwiseEquation(new Polynomial(plain)));
        }
        mapped.forEach((power, terms) ->
                parts.add(
                        new MappedEquation(
                                new SeparableOperator(m, n, terms),
                                new PointwiseEquation(Polynomial.Monomial.real(1, power)))));
        return parts.size() == 1 ? parts.getFirst() : new SumEquation(parts);
    }

    private static SeparableOperator.Term separable(SplitEquation.Term term) {
        return new SeparableOperator.Term(
                term.coefficient(), term.factors().getFirst(), term.factors().getLast());
    }

    private static SeparableOperator.Term term(
            Optional<LinearMap> left, Optional<LinearMap> right) {
        return new SeparableOperator.Term(Coefficient.ONE, left, right);
    }
}
