package org.bugle.models.own;

import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeCross;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Axis;
import org.bugle.models.formula.FormulaText;
import org.bugle.models.formula.FormulaTree;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A formula in the variables and the time on the grid: exactly, where it is a sum of products of
/// functions of one variable each, otherwise by cross approximation.
///
/// @param text with its key
/// @param terms empty where the formula is not separable
record GridFunction(
        Notation notation,
        List<Axis> axes,
        Tree tree,
        FormulaText text,
        Optional<List<Term>> terms) {
    private static final double TOLERANCE = 1e-10;
    private static final int MOST_RANK = 200;

    /// On the grid at a time.
    ///
    /// @param error of the cross approximation, relative to the largest modulus; empty where there
    ///   was none
    record Sampled(TreeTensor value, Optional<Double> error) {}

    /// @param key what the formula is called where it is written
    /// @throws OwnEquationException if the text cannot be read
    static GridFunction of(String key, String text, Notation notation, List<Axis> axes, Tree tree) {
        FormulaText formula = new FormulaText(key, text, notation.names());
        try {
            FormulaTree whole = notation.tree(formula);
            if (key.equals("initial") && new Expansion(notation, formula).dependsOnTime(whole)) {
                throw formula.refused(whole, "an initial value does not depend on t");
            }
            return new GridFunction(
                    notation,
                    axes,
                    tree,
                    formula,
                    new Expansion(notation, formula).ifSeparable(whole));
        } catch (IllegalArgumentException e) {
            throw OwnEquationException.of(key, e);
        }
    }

    /// @throws OwnEquationException if a value is not finite, or the formula is of high rank
    Sampled at(double t) {
        return terms.map(sum ->
                        new Sampled(
                                new SeparableValues(notation, axes)
                                        .onTree(text.key(), tree, sum, t),
                                Optional.empty()))
                .orElseGet(() -> byCross(t));
    }

    private Sampled byCross(double t) {
        FormulaTree.Value value = notation.tree(text).compiled(name -> meaning(name.name(), t));
        int[] shape = axes.stream().mapToInt(Axis::size).toArray();
        TreeCross.Result result =
                new TreeCross(TOLERANCE, MOST_RANK, 10_000_000, 1000, 1)
                        .approximate(tree, shape, index -> entry(value, index));
        if (!result.converged()) {
            throw new OwnEquationException(
                    text.key(),
                    String.format(
                            Locale.ROOT,
                            "is no sum of products of functions of one variable each, and of no low"
                                    + " rank: with ranks up to %d its cross approximation is off by"
                                    + " %.1e of the largest value",
                            result.value().maxRank(),
                            result.checkError()));
        }
        return new Sampled(result.value(), Optional.of(result.checkError()));
    }

    private FormulaTree.Value meaning(String name, double t) {
        int variable = notation.variables().indexOf(name);
        if (variable >= 0) {
            return v -> v[variable];
        }
        double number = name.equals(Notation.TIME) ? t : notation.constant(name).orElseThrow();
        return v -> number;
    }

    private double entry(FormulaTree.Value value, int[] index) {
        double[] point = new double[index.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = axes.get(i).grid().point(index[i]);
        }
        double entry = value.at(point);
        if (!Double.isFinite(entry)) {
            StringBuilder where = new StringBuilder();
            for (int i = 0; i < point.length; i++) {
                where.append(i == 0 ? "" : ", ")
                        .append(notation.variables().get(i))
                        .append(" = ")
                        .append(point[i]);
            }
            throw new OwnEquationException(text.key(), "is %s at %s".formatted(entry, where));
        }
        return entry;
    }
}
