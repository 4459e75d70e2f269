package org.bugle.equation.split;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.PowerTreeEquation;
import org.bugle.equation.tree.SourceTreeEquation;
import org.bugle.equation.tree.SumTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Operator;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.ProductTerm;
import org.bugle.operator.tree.TreeOperator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A split equation as an equation on a tree: its terms, sorted by the power of Y and by what they
/// have of time, are tree operators.
final class TreeView {
    /// Terms of one power and one coefficient belong into one operator; all constant coefficients
    /// are one.
    private record Group(int power, Coefficient coefficient) {}

    private final Tree tree;
    private final SplitEquation split;

    private TreeView(Tree tree, SplitEquation split) {
        this.tree = tree;
        this.split = split;
    }

    static TreeEquation of(SplitEquation split, Tree tree) {
        if (tree.sites() != split.modes()) {
            throw new IllegalArgumentException(
                    "SplitEquation: %d modes want a tree of as many sites, found %d"
                            .formatted(split.modes(), tree.sites()));
        }
        return new TreeView(tree, split).equation();
    }

    private TreeEquation equation() {
        List<LinearTreeEquation.Term> linear = new ArrayList<>();
        List<TreeEquation> parts = new ArrayList<>();
        groups().forEach((group, terms) -> {
            TreeOperator operator = TreeOperator.sumOfProducts(tree, split.sizes(), terms);
            if (group.power == 1) {
                linear.add(new LinearTreeEquation.Term(group.coefficient, operator));
            } else {
                parts.add(new PowerTreeEquation(group.coefficient, operator, group.power));
            }
        });
        if (!linear.isEmpty()) {
            parts.addFirst(new LinearTreeEquation(linear));
        }
        for (SplitEquation.Source source : split.sources()) {
            parts.add(
                    new SourceTreeEquation(
                            source.coefficient(), TreeTensor.of(tree, source.value())));
        }
        if (parts.isEmpty()) { // Y′ = 0
            TreeOperator zero =
                    TreeOperator.sumOfProducts(
                            tree, split.sizes(), List.of(ProductTerm.of(0, Map.of())));
            return LinearTreeEquation.of(Coefficient.ONE, zero);
        }
        return parts.size() == 1 ? parts.getFirst() : new SumTreeEquation(parts);
    }

    private Map<Group, List<ProductTerm>> groups() {
        Map<Group, List<ProductTerm>> groups = new LinkedHashMap<>();
        for (int mode = 0; mode < split.modes(); mode++) {
            Optional<Operator> a = split.stiff().get(mode);
            if (a.isPresent()) {
                groups.computeIfAbsent(new Group(1, Coefficient.ONE), _ -> new ArrayList<>())
                        .add(ProductTerm.of(1, Map.of(mode, a.get())));
            }
        }
        for (SplitEquation.Term term : split.terms()) {
            boolean constant = term.coefficient().isConstant();
            Complex factor = constant ? term.coefficient().at(0) : Complex.ONE;
            Coefficient rest = constant ? Coefficient.ONE : term.coefficient();
            groups.computeIfAbsent(new Group(term.power(), rest), _ -> new ArrayList<>())
                    .add(new ProductTerm(factor, factors(term)));
        }
        return groups;
    }

    private static Map<Integer, LinearMap> factors(SplitEquation.Term term) {
        Map<Integer, LinearMap> factors = new HashMap<>();
        for (int mode = 0; mode < term.factors().size(); mode++) {
            int site = mode;
            term.factors().get(mode).ifPresent(a -> factors.put(site, a));
        }
        return factors;
    }
}
