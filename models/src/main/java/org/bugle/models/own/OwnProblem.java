package org.bugle.models.own;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Axis;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;
import org.bugle.models.Problem;
import org.bugle.models.Reference;
import org.bugle.models.Start;
import org.bugle.models.TreeProblem;
import org.bugle.models.TreeStart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// One's own equation on its grid.
///
/// @param problem a matrix problem for two variables, one on a tree for more
/// @param stiffTerms of the part that implicit methods solve, as they read
/// @param otherTerms of the rest
/// @param startError of the cross approximation of the initial value, at fresh points relative to
///   its largest modulus; empty where it is a sum of products and exact
public record OwnProblem(
        SplitEquation equation,
        Problem<?> problem,
        List<String> stiffTerms,
        List<String> otherTerms,
        Optional<Double> startError) {
    /// A start of lower rank is padded to this one: it may be blind to parts of the equation. Of
    /// many variables it is less, or the core of a star were large.
    private static final int RANK = 6;

    private static final int RANK_OF_MANY = 2;
    private static final int FEW = 4;

    /// An exact solution that differs by more from the initial value, relative to its norm, is none
    /// of it.
    private static final double SAME = 1e-3;

    public OwnProblem {
        stiffTerms = List.copyOf(stiffTerms);
        otherTerms = List.copyOf(otherTerms);
    }

    /// The initial value of an equation on its axes.
    private interface Beginning {
        GridFunction.Sampled on(List<Axis> axes, Tree tree, boolean complex);
    }

    static OwnProblem of(OwnEquation own) {
        return from(
                own,
                (axes, tree, _) ->
                        GridFunction.of("initial", own.initial(), own.notation(), axes, tree)
                                .at(0));
    }

    static OwnProblem of(OwnEquation own, OwnEquation.Initial initial) {
        return from(
                own,
                (axes, tree, complex) -> {
                    List<Grid> sites = axes.stream().map(Axis::grid).toList();
                    return new GridFunction.Sampled(
                            initial.on(tree, sites, complex), Optional.empty());
                });
    }

    private static OwnProblem from(OwnEquation own, Beginning beginning) {
        Notation notation = own.notation();
        List<Axis> axes = own.axes(notation.constants());
        Tree tree = tree(own.tree(), axes.size());
        List<Term> terms = EquationText.equation(notation, own.equation());
        var discretisation = new Discretisation(notation, axes);
        SplitEquation equation = discretisation.of(terms);
        GridFunction.Sampled start = beginning.on(axes, tree, equation.isComplex());
        Optional<GridFunction> exact =
                own.exact().map(text -> GridFunction.of("exact", text, notation, axes, tree));
        exact.ifPresent(solution -> requireStart(start.value(), solution));
        boolean conserved = discretisation.keepsMass(terms);
        return new OwnProblem(
                equation,
                axes.size() == 2
                        ? matrix(equation, axes, start.value(), exact, conserved)
                        : onTree(equation, axes, start.value(), exact, conserved),
                words(terms, notation, true),
                words(terms, notation, false),
                start.error());
    }

    private static void requireStart(TreeTensor initial, GridFunction exact) {
        double difference = exact.at(0).value().distance(initial);
        if (!(difference <= SAME * initial.norm())) {
            throw new OwnEquationException(
                    "exact",
                    String.format(
                            Locale.ROOT,
                            "must be the initial value at t = 0, but differs from it by %.1e times"
                                    + " its norm",
                            difference / initial.norm()));
        }
    }

    private static List<String> words(List<Term> terms, Notation notation, boolean stiff) {
        return terms.stream()
                .filter(term -> Discretisation.isStiff(term) == stiff)
                .map(term -> term.words(notation))
                .toList();
    }

    static Tree tree(Optional<String> description, int variables) {
        if (variables == 2 && description.isPresent()) {
            throw new OwnEquationException(
                    "tree", "is for three variables or more; leave it out for two");
        }
        try {
            return description.map(text -> Tree.of(text, variables)).orElse(Tree.star(variables));
        } catch (IllegalArgumentException e) {
            throw new OwnEquationException("tree", "cannot be read: " + e.getMessage());
        }
    }

    /// Whether implicit methods have something to solve.
    public boolean isStiff() {
        return !stiffTerms.isEmpty();
    }

    // ---- two variables

    private static MatrixProblem matrix(
            SplitEquation equation,
            List<Axis> axes,
            TreeTensor start,
            Optional<GridFunction> exact,
            boolean conserved) {
        Grid x = axes.getFirst().grid();
        Grid y = axes.getLast().grid();
        return new MatrixProblem(
                equation.matrix(),
                x,
                y,
                Start.of(start.toLowRankMatrix()),
                0,
                1,
                Math.min(RANK, Math.min(x.size(), y.size())),
                List.of(
                        mass(
                                conserved,
                                m -> m.apply(y.weights()).transposeTimes(x.weights()).get(0, 0))),
                List.of(
                        new Field<>(marginal(x), x, m -> m.apply(y.weights()).real()),
                        new Field<>(marginal(y), y, m -> m.applyAdjoint(x.weights()).real())),
                reference(exact, TreeTensor::toLowRankMatrix));
    }

    // ---- more variables

    private static TreeProblem onTree(
            SplitEquation equation,
            List<Axis> axes,
            TreeTensor start,
            Optional<GridFunction> exact,
            boolean conserved) {
        List<Grid> grids = axes.stream().map(Axis::grid).toList();
        List<Field<TreeTensor>> marginals = new ArrayList<>();
        for (int site = 0; site < grids.size(); site++) {
            int own = site;
            marginals.add(
                    new Field<>(
                            marginal(grids.get(site)),
                            grids.get(site),
                            y -> marginal(grids, y, own)));
        }
        return new TreeProblem(
                equation.onTree(start.tree()),
                start.tree(),
                grids,
                TreeStart.of(start),
                0,
                1,
                Math.min(
                        axes.size() > FEW ? RANK_OF_MANY : RANK,
                        grids.stream().mapToInt(Grid::size).min().orElseThrow()),
                List.of(
                        mass(
                                conserved,
                                y ->
                                        marginal(grids, y, 0)
                                                .transposeTimes(grids.getFirst().weights())
                                                .get(0, 0))),
                marginals,
                reference(exact, Function.identity()));
    }

    /// The integral over all variables but one, n×1.
    private static Matrix marginal(List<Grid> grids, TreeTensor y, int own) {
        TreeTensor integrated = y;
        for (int site : IntStream.range(0, grids.size()).filter(k -> k != own).toArray()) {
            Matrix weights = grids.get(site).weights();
            integrated =
                    integrated.timesSite(
                            site, LowRankMatrix.ofFactors(Matrix.identity(1), weights));
        }
        return Matrix.ofColumnMajor(
                grids.get(own).size(), 1, integrated.toDense().unfold(own).real().toArray());
    }

    // ---- both

    private static String marginal(Grid grid) {
        return "marginal-" + grid.name();
    }

    private static <Y> Observable<Y> mass(boolean conserved, Function<Y, Double> integral) {
        return new Observable<>(
                "mass", "the integral of the unknown", conserved, (_, y) -> integral.apply(y));
    }

    private static <Y> Reference<Y> reference(
            Optional<GridFunction> exact, Function<TreeTensor, Y> format) {
        return exact.<Reference<Y>>map(solution ->
                        new Reference.Exact<>("exact", t -> format.apply(solution.at(t).value())))
                .orElseGet(Reference.None::new);
    }
}
