package org.bugle.equation.tree;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.substep.ModeOde;
import org.bugle.substep.SeparableOde;

import java.util.List;

/// Y′ = c(t) S, which does not depend on Y: S is seen once from every place.
public record SourceTreeEquation(Coefficient coefficient, TreeTensor value)
        implements TreeEquation {
    @Override
    public boolean isComplex() {
        return !coefficient.isReal() || value.isComplex();
    }

    @Override
    public TreeTensor evaluate(double t, TreeTensor y) {
        return value.times(coefficient.at(t));
    }

    @Override
    public TreeProjection projection(TreeTensor y) {
        return new Projection(this, new AppliedProjection(this, y));
    }

    private record Projection(SourceTreeEquation source, AppliedProjection network)
            implements TreeProjection {
        @Override
        public ModeOde ode(Place place) {
            Matrix seen = network.seen(place, source.value);
            return new SeparableOde(
                    List.of(), List.of(new SeparableOde.Source(source.coefficient, seen)));
        }

        @Override
        public Matrix restricted(double t, Place bra, Place ket, Matrix x) {
            return network.seen(bra, source.evaluate(t, source.value));
        }
    }
}
