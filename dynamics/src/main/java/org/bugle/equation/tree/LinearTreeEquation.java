package org.bugle.equation.tree;

import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.TreeOperator;

import java.util.ArrayList;
import java.util.List;

/// Y′ = Σ_k c_k(t) H_k Y for tree operators H_k on one tree. Terms of one coefficient belong into
/// one operator; several are for coefficients that vary differently in time.
public record LinearTreeEquation(List<Term> terms) implements TreeEquation {
    /// c(t) H.
    public record Term(Coefficient coefficient, TreeOperator operator) {}

    /// @throws IllegalArgumentException if there is no term, or the operators differ in tree or
    ///   sizes
    public LinearTreeEquation {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("LinearTreeEquation: needs a term or more");
        }
        TreeOperator first = terms.getFirst().operator;
        for (Term term : terms) {
            if (!term.operator.tree().equals(first.tree())
                    || !term.operator.sizes().equals(first.sizes())) {
                throw new IllegalArgumentException(
                        "LinearTreeEquation: all operators must be on one tree and of one size");
            }
        }
    }

    /// Y′ = c(t) H Y.
    public static LinearTreeEquation of(Coefficient c, TreeOperator operator) {
        return new LinearTreeEquation(List.of(new Term(c, operator)));
    }

    /// With c(t) H Y added.
    ///
    /// @throws IllegalArgumentException if the operator differs in tree or sizes
    public LinearTreeEquation plus(Coefficient c, TreeOperator operator) {
        List<Term> all = new ArrayList<>(terms);
        all.add(new Term(c, operator));
        return new LinearTreeEquation(all);
    }

    public Tree tree() {
        return terms.getFirst().operator.tree();
    }

    @Override
    public boolean isComplex() {
        return terms.stream()
                .anyMatch(term -> !term.coefficient.isReal() || term.operator.isComplex());
    }

    @Override
    public TreeTensor evaluate(double t, TreeTensor y) {
        TreeTensor sum = image(terms.getFirst(), t, y);
        for (Term term : terms.subList(1, terms.size())) {
            sum = sum.plus(image(term, t, y));
        }
        return sum;
    }

    private static TreeTensor image(Term term, double t, TreeTensor y) {
        var c = term.coefficient.at(t);
        TreeTensor image = term.operator.apply(y);
        return c.isReal() ? image.times(c.re()) : image.times(c);
    }

    @Override
    public TreeProjection projection(TreeTensor y) {
        terms.getFirst().operator.requireFits(y);
        return new LinearProjection(tree(), terms);
    }
}
