package org.bugle.equation.split;

import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.LowRankSource;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.PointwiseFunction;
import org.bugle.equation.Polynomial;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Identity;
import org.bugle.linalg.structured.Scaled;
import org.bugle.linalg.structured.SumOfMaps;
import org.bugle.lowrank.Tucker;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The split of a matrix equation: the one that it knows, or else constant operators on one side as
/// the stiff part, and products of two operators, coefficients in time and powers of the entries as
/// the rest.
public final class MatrixSplit {
    private final List<List<Operator>> stiff = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<SplitEquation.Term> terms = new ArrayList<>();
    private final List<SplitEquation.Source> sources = new ArrayList<>();
    private List<Integer> sizes = List.of();

    private MatrixSplit() {}

    /// The split, or nothing if a part of the equation is neither linear and separable nor a power.
    public static Optional<StagedEquation> of(MatrixEquation equation) {
        if (equation instanceof StagedMatrix(StagedEquation parts, _)) {
            return Optional.of(parts);
        }
        MatrixSplit split = new MatrixSplit();
        return split.add(equation) && !split.sizes.isEmpty()
                ? Optional.of(split.equation())
                : Optional.empty();
    }

    private SplitEquation equation() {
        List<Optional<Operator>> sums =
                stiff.stream()
                        .map(maps ->
                                Optional.of(maps)
                                        .filter(some -> !some.isEmpty())
                                        .map(SumOfMaps::simplest))
                        .toList();
        return new SplitEquation(sizes, sums, terms, sources);
    }

    private boolean add(MatrixEquation part) {
        return switch (part) {
            case SumEquation(List<MatrixEquation> parts) -> parts.stream().allMatch(this::add);
            case SeparableEquation(SeparableOperator operator, List<LowRankSource> given) -> {
                sizes = List.of(operator.rows(), operator.columns());
                operator.terms().forEach(this::add);
                for (LowRankSource c : given) {
                    sources.add(new SplitEquation.Source(c.coefficient(), Tucker.of(c.value())));
                }
                yield true;
            }
            case PointwiseEquation(PointwiseFunction g) -> add(g);
            case InterpolatedEquation interpolated -> add(interpolated.function());
            default -> false;
        };
    }

    private boolean add(PointwiseFunction g) {
        if (!(g instanceof Polynomial(List<Polynomial.Monomial> monomials))) {
            return false;
        }
        List<Optional<LinearMap>> bare = List.of(Optional.empty(), Optional.empty());
        for (Polynomial.Monomial term : monomials) {
            if (term.modulusPower() > 0 || term.power() < 1) {
                return false;
            }
            Coefficient c = Coefficient.of(new Complex(term.re(), term.im()));
            terms.add(new SplitEquation.Term(c, bare, term.power()));
        }
        return true;
    }

    private void add(SeparableOperator.Term term) {
        Optional<LinearMap> left = term.left();
        Optional<LinearMap> right = term.right();
        boolean constant = term.coefficient().isConstant();
        LinearMap onRows = left.orElseGet(() -> new Identity(sizes.getFirst()));
        if (constant && right.isEmpty() && onRows instanceof Operator a) {
            stiff.getFirst().add(scaled(term.coefficient(), a));
        } else if (constant
                && left.isEmpty()
                && right.isPresent()
                && right.get() instanceof Operator b) {
            stiff.getLast().add(scaled(term.coefficient(), b));
        } else {
            terms.add(SplitEquation.Term.linear(term.coefficient(), List.of(left, right)));
        }
    }

    private static Operator scaled(Coefficient c, Operator a) {
        Complex factor = c.at(0);
        return factor.equals(Complex.ONE) ? a : new Scaled(factor, a);
    }
}
