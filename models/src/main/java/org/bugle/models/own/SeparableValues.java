package org.bugle.models.own;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Axis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sums of products of functions of one variable each, on the grid.
final class SeparableValues {
    /// Longer cores are split into several sums.
    private static final long CORE = 200_000;

    /// Singular values below this fraction of the norm are rounding of the sums.
    private static final Truncation ROUNDING = Truncation.relative(1e-15);

    private final Notation notation;
    private final List<Axis> axes;
    private final List<Map<Factor, Matrix>> columns;

    SeparableValues(Notation notation, List<Axis> axes) {
        this.notation = notation;
        this.axes = List.copyOf(axes);
        this.columns = axes.stream().<Map<Factor, Matrix>>map(_ -> new HashMap<>()).toList();
    }

    /// A function of a variable on its grid, n×1; always the same object.
    ///
    /// @throws OwnEquationException if it is not finite there
    Matrix column(String key, int variable, Factor factor) {
        return columns.get(variable).computeIfAbsent(factor, _ -> sampled(key, variable, factor));
    }

    private Matrix sampled(String key, int variable, Factor factor) {
        Matrix column = axes.get(variable).sample(factor::at);
        for (int i = 0; i < column.rows(); i++) {
            if (!Double.isFinite(column.get(i, 0))) {
                throw notFinite(
                        key,
                        factor,
                        column.get(i, 0),
                        notation.variables().get(variable),
                        axes.get(variable).grid().point(i));
            }
        }
        return column;
    }

    /// @throws OwnEquationException if the term's function of time is not finite at t = 0
    void requireFiniteAtStart(String key, Term term) {
        double start = term.time().at(0);
        if (!Double.isFinite(start)) {
            throw notFinite(key, term.time(), start, Notation.TIME, 0);
        }
    }

    private static OwnEquationException notFinite(
            String key, Factor factor, double value, String variable, double at) {
        return new OwnEquationException(
                key,
                "has the factor %s, which is %s at %s = %s".formatted(factor, value, variable, at));
    }

    /// The sum of terms without the unknown, whatever their functions of time; each function of a
    /// variable is one column. More than one Tucker tensor where a core would be long.
    List<Tucker> tuckers(String key, List<Term> terms) {
        List<Map<Factor, Integer>> numbers = new ArrayList<>();
        int[] shape = new int[axes.size()];
        long core = 1;
        for (int i = 0; i < axes.size(); i++) {
            Map<Factor, Integer> number = new LinkedHashMap<>();
            for (Term term : terms) {
                number.putIfAbsent(term.chains().get(i).outermost(), number.size());
            }
            numbers.add(number);
            shape[i] = number.size();
            core = Math.min(CORE + 1, core * shape[i]);
        }
        if (core > CORE && terms.size() > 1) {
            List<Tucker> halves = new ArrayList<>(tuckers(key, terms.subList(0, terms.size() / 2)));
            halves.addAll(tuckers(key, terms.subList(terms.size() / 2, terms.size())));
            return halves;
        }
        double[] entries = new double[(int) core];
        for (Term term : terms) {
            int place = 0;
            for (int i = axes.size() - 1; i >= 0; i--) {
                place =
                        place * shape[i]
                                + numbers.get(i).getOrDefault(term.chains().get(i).outermost(), 0);
            }
            entries[place] += term.coefficient();
        }
        List<Matrix> bases = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            int variable = i;
            bases.add(
                    Matrix.hcat(
                            numbers.get(i).keySet().stream()
                                    .map(factor -> column(key, variable, factor))
                                    .toArray(Matrix[]::new)));
        }
        return List.of(new Tucker(Tensor.of(shape, entries), bases));
    }

    /// The sum at a time on a tree, with orthonormal bases and without what is rounding.
    TreeTensor onTree(String key, Tree tree, List<Term> terms, double t) {
        List<Term> present = Term.collected(terms.stream().map(term -> term.at(t)).toList());
        if (present.isEmpty()) {
            return TreeTensor.product(tree, axes.stream().map(axis -> axis.sample(_ -> 1)).toList())
                    .orthonormalized()
                    .times(0);
        }
        return tuckers(key, present).stream()
                .map(tucker -> onTree(tree, tucker))
                .reduce((a, b) -> a.plus(b).orthonormalized().truncated(ROUNDING).value())
                .orElseThrow();
    }

    private static TreeTensor onTree(Tree tree, Tucker tucker) {
        Tucker orthonormal = tucker.orthonormalized();
        TreeTensor whole = TreeTensor.ofDense(tree, orthonormal.core(), ROUNDING);
        for (int i = 0; i < orthonormal.modes(); i++) {
            Matrix basis = orthonormal.bases().get(i);
            whole =
                    whole.timesSite(
                            i, LowRankMatrix.ofFactors(basis, Matrix.identity(basis.cols())));
        }
        return whole.orthonormalized();
    }
}
