package org.bugle.equation.tree;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.substep.ModeOde;
import org.bugle.substep.SumOde;

import java.util.List;

/// Y′ = Σ F_i(t, Y); each part is seen in its own way.
public record SumTreeEquation(List<TreeEquation> parts) implements TreeEquation {
    /// @throws IllegalArgumentException if there is no part
    public SumTreeEquation {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("SumTreeEquation: wants at least one part");
        }
    }

    @Override
    public boolean isComplex() {
        return parts.stream().anyMatch(TreeEquation::isComplex);
    }

    @Override
    public TreeTensor evaluate(double t, TreeTensor y) {
        return parts.stream().map(f -> f.evaluate(t, y)).reduce(TreeTensor::plus).orElseThrow();
    }

    @Override
    public TreeProjection projection(TreeTensor y) {
        return new Projection(parts.stream().map(f -> f.projection(y)).toList());
    }

    private record Projection(List<TreeProjection> parts) implements TreeProjection {
        @Override
        public ModeOde ode(Place place) {
            return SumOde.of(parts.stream().map(f -> f.ode(place)).toList());
        }

        @Override
        public Matrix restricted(double t, Place bra, Place ket, Matrix x) {
            return parts.stream()
                    .map(f -> f.restricted(t, bra, ket, x))
                    .reduce(Matrix::plus)
                    .orElseThrow();
        }

        @Override
        public ModeOde edge(int node, Subtree below, Outside outside) {
            return SumOde.of(parts.stream().map(f -> f.edge(node, below, outside)).toList());
        }
    }
}
