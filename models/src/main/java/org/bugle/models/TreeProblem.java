package org.bugle.models;

import org.bugle.equation.tree.TreeEquation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;

/// A problem whose solution is a tensor on a tree.
///
/// @param sites what each mode stands for, in the order of the sites
/// @param start the initial value
public record TreeProblem(
        TreeEquation equation,
        Tree tree,
        List<Grid> sites,
        TreeStart start,
        double startTime,
        double endTime,
        int rank,
        List<Observable<TreeTensor>> observables,
        List<Field<TreeTensor>> fields,
        Reference<TreeTensor> reference)
        implements Problem<TreeTensor> {
    /// @throws IllegalArgumentException if sites, tree and start do not fit each other
    public TreeProblem {
        sites = List.copyOf(sites);
        observables = List.copyOf(observables);
        fields = List.copyOf(fields);
        if (!start.full().tree().equals(tree)) {
            throw new IllegalArgumentException(
                    "TreeProblem: the start must stand on the tree of the problem, found "
                            + start.full());
        }
        if (sites.size() != tree.sites()) {
            throw new IllegalArgumentException(
                    "TreeProblem: a tree of %d sites needs as many grids, found %d"
                            .formatted(tree.sites(), sites.size()));
        }
        int[] shape = start.full().shape();
        for (int site = 0; site < shape.length; site++) {
            if (sites.get(site).size() != shape[site]) {
                throw new IllegalArgumentException(
                        "TreeProblem: the grid of site %d has %d points, but the start has %d"
                                .formatted(site, sites.get(site).size(), shape[site]));
            }
        }
    }

    /// The same problem from another initial value, padded by random directions, whose solution in
    /// closed form is not known.
    ///
    /// @throws IllegalArgumentException if the value does not stand on the tree and the grids
    public TreeProblem startingFrom(TreeTensor value) {
        TreeStart padded = TreeStart.of(value);
        return new TreeProblem(
                equation,
                tree,
                sites,
                new TreeStart(value, padded.padding(), start.leastRank()),
                startTime,
                endTime,
                rank,
                observables,
                fields,
                new Reference.None<>());
    }

    @Override
    public boolean isComplex() {
        return equation.isComplex();
    }
}
