package org.bugle.equation.tree;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Identity;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.Coefficient;
import org.bugle.substep.ModeOde;
import org.bugle.substep.SeparableOde;
import org.bugle.substep.TensorOde;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The projection of a linear equation: small factors at every node, from environments that are
/// computed once.
final class LinearProjection implements TreeProjection {
    private record Part(Coefficient coefficient, Environments environments) {}

    private final Tree tree;
    private final List<Part> parts;

    LinearProjection(Tree tree, List<LinearTreeEquation.Term> terms) {
        this.tree = tree;
        parts =
                terms.stream()
                        .map(term ->
                                new Part(term.coefficient(), new Environments(term.operator())))
                        .toList();
    }

    @Override
    public ModeOde ode(Place place) {
        if (tree.isLeaf(place.node())) {
            List<SeparableOde.Term> terms = new ArrayList<>();
            for (Part part : parts) {
                for (Environments.LeafTerm term : part.environments.leaf(place, place)) {
                    terms.add(
                            new SeparableOde.Term(
                                    part.coefficient, map(term.map()), Optional.of(term.frame())));
                }
            }
            return new SeparableOde(terms, List.of());
        }
        List<TensorOde.Term> terms = new ArrayList<>();
        for (Part part : parts) {
            terms.addAll(part.environments.core(part.coefficient, place, place));
        }
        return new TensorOde(shape(place), terms);
    }

    @Override
    public ModeOde edge(int node, Subtree below, Outside outside) {
        List<TensorOde.Term> terms = new ArrayList<>();
        for (Part part : parts) {
            terms.addAll(part.environments.edge(part.coefficient, node, below, outside));
        }
        return new TensorOde(new int[] {below.rank(), outside.rank()}, terms);
    }

    private static Optional<LinearMap> map(LinearMap map) {
        return map instanceof Identity ? Optional.empty() : Optional.of(map);
    }

    @Override
    public Matrix restricted(double t, Place bra, Place ket, Matrix x) {
        int rows = tree.isLeaf(bra.node()) ? x.rows() : size(bra.children());
        Matrix sum = Matrix.zeros(rows, bra.outside().map(Outside::rank).orElse(1));
        for (Part part : parts) {
            if (tree.isLeaf(bra.node())) {
                for (Environments.LeafTerm term : part.environments.leaf(bra, ket)) {
                    Matrix image = map(term.map()).map(map -> map.apply(x)).orElse(x);
                    sum = sum.plus(part.coefficient.at(t), image.timesTranspose(term.frame()));
                }
            } else {
                Tensor open = Tensor.of(x).reshape(shape(ket));
                for (TensorOde.Term term : part.environments.core(part.coefficient, bra, ket)) {
                    Tensor image = ModeBlocks.multiplied(term, open);
                    sum =
                            sum.plus(
                                    term.coefficient().at(t),
                                    image.reshape(sum.rows(), sum.cols()).unfold(0));
                }
            }
        }
        return sum;
    }

    private static int size(List<Subtree> children) {
        return children.stream().mapToInt(Subtree::rank).reduce(1, Math::multiplyExact);
    }

    private static int[] shape(Place place) {
        return IntStream.concat(
                        place.children().stream().mapToInt(Subtree::rank),
                        IntStream.of(place.outside().map(Outside::rank).orElse(1)))
                .toArray();
    }
}
