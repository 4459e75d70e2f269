package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A problem on a [PeriodicBox], written once for any number of directions: two make a
/// [MatrixProblem], three a [TreeProblem] on the star, whose core and bases are a Tucker tensor.
///
/// @param start u at t = 0, in factors
/// @param invariants what beyond the norm the equation keeps
/// @param observables beside mass, momenta, energy and the error
/// @param exact where it is known
record BoxProblem(
        PeriodicBox box,
        SplitEquation equation,
        Tucker start,
        BoxPadding padding,
        double endTime,
        int rank,
        List<Invariant> invariants,
        List<Observable<Tucker>> observables,
        Optional<ExactSolution> exact) {
    /// What an equation may keep.
    enum Invariant {
        MASS,
        MOMENTUM,
        ENERGY
    }

    /// Errors are sums over at most so many points; where there are more, over every second, every
    /// third, … of each direction.
    private static final double MOST_POINTS = 1 << 21;

    BoxProblem {
        invariants = List.copyOf(invariants);
        observables = List.copyOf(observables);
    }

    Problem<?> problem() {
        return box.dimensions() == 2 ? matrixProblem() : treeProblem();
    }

    private MatrixProblem matrixProblem() {
        Grid x = box.grid().axes().getFirst();
        Grid y = box.grid().axes().getLast();
        return new MatrixProblem(
                equation.matrix(),
                x,
                y,
                padding.matrix(start),
                0,
                endTime,
                Math.min(rank, Math.min(x.size(), y.size())),
                measured().stream().map(each -> seen(each, Tucker::of)).toList(),
                fields().stream().map(each -> seen(each, Tucker::of)).toList(),
                exact.<Reference<LowRankMatrix>>map(solution ->
                                new Reference.Exact<>(
                                        "exact", t -> solution.on(box.grid(), t).toLowRankMatrix()))
                        .orElse(new Reference.None<>()));
    }

    private TreeProblem treeProblem() {
        Tree star = Tree.star(box.dimensions());
        return new TreeProblem(
                equation.onTree(star),
                star,
                box.grid().axes(),
                padding.star(star, start),
                0,
                endTime,
                rank,
                measured().stream().map(each -> seen(each, TreeTensor::toTucker)).toList(),
                fields().stream().map(each -> seen(each, TreeTensor::toTucker)).toList(),
                exact.<Reference<TreeTensor>>map(solution ->
                                new Reference.Exact<>(
                                        "exact",
                                        t -> TreeTensor.of(star, solution.on(box.grid(), t))))
                        .orElse(new Reference.None<>()));
    }

    private static <Y> Observable<Y> seen(Observable<Tucker> each, Function<Y, Tucker> factors) {
        return new Observable<>(
                each.name(),
                each.doc(),
                each.invariant(),
                (t, y) -> each.quantity().of(t, factors.apply(y)));
    }

    private static <Y> Field<Y> seen(Field<Tucker> each, Function<Y, Tucker> factors) {
        return new Field<>(each.name(), each.grid(), y -> each.of().apply(factors.apply(y)));
    }

    // ---- what is measured

    private List<Observable<Tucker>> measured() {
        ProductGrid grid = box.grid();
        List<Observable<Tucker>> all = new ArrayList<>();
        all.add(
                new Observable<>(
                        "mass",
                        "∫ u",
                        invariants.contains(Invariant.MASS),
                        (_, u) -> grid.mass(u)));
        for (int mode = 0; mode < grid.dimensions(); mode++) {
            int direction = mode;
            String name = grid.axes().get(mode).name();
            all.add(
                    new Observable<>(
                            "momentum-" + name,
                            "∫ %s u".formatted(name),
                            invariants.contains(Invariant.MOMENTUM),
                            (_, u) -> grid.momentum(u, direction)));
        }
        all.add(
                new Observable<>(
                        "energy",
                        "½ ∫ |x|² u",
                        invariants.contains(Invariant.ENERGY),
                        (_, u) -> grid.energy(u)));
        exact.ifPresent(solution ->
                all.add(
                        new Observable<>(
                                "l1-error",
                                "∫ |u − exact|",
                                false,
                                (t, u) -> l1Error(solution, t, u))));
        all.addAll(observables);
        return all;
    }

    private double l1Error(ExactSolution solution, double t, Tucker u) {
        int stride = stride(box.grid());
        ProductGrid seen = box.grid().thinned(stride);
        return seen.l1(ProductGrid.thinned(u, stride).minus(solution.dense(seen, t)));
    }

    /// The least stride that leaves a sum over all points affordable.
    static int stride(ProductGrid grid) {
        int stride = 1;
        while (grid.thinned(stride).points() > MOST_POINTS) {
            stride++;
        }
        return stride;
    }

    /// The marginals in every direction, and of three directions the one in the first two.
    private List<Field<Tucker>> fields() {
        ProductGrid grid = box.grid();
        List<Field<Tucker>> fields = new ArrayList<>();
        for (int mode = 0; mode < grid.dimensions(); mode++) {
            int direction = mode;
            Grid axis = grid.axes().get(mode);
            fields.add(
                    new Field<>("marginal-" + axis.name(), axis, u -> grid.marginal(u, direction)));
        }
        if (grid.dimensions() > 2) {
            Grid x = grid.axes().get(0);
            Grid y = grid.axes().get(1);
            fields.add(
                    new Field<>(
                            "marginal-%s-%s".formatted(x.name(), y.name()),
                            Grid.product("cell", x, y),
                            u -> grid.marginal(u, 0, 1)));
        }
        return fields;
    }
}
