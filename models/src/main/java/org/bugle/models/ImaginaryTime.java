package org.bugle.models;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.Place;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

import java.util.Map;

/// The Schrödinger equation in imaginary time, of constant norm: Y′ = −(H − E(Y)) Y with E(Y) = ⟨Y,
/// H Y⟩/⟨Y, Y⟩, the gradient flow of E on the sphere. From any start that overlaps with it, Y goes
/// to the ground state of H. Quadratic in Y, so it has no Krylov substep; without E, e^{−tH} would
/// leave the range of numbers on long chains.
record ImaginaryTime(LinearTreeEquation descent, LinearTreeEquation identity)
        implements TreeEquation {
    static ImaginaryTime of(TreeOperator h) {
        return new ImaginaryTime(
                LinearTreeEquation.of(Coefficient.of(-1), h),
                LinearTreeEquation.of(
                        Coefficient.ONE, TreeOperator.product(h.tree(), h.sizes(), Map.of())));
    }

    @Override
    public boolean isComplex() {
        return descent.isComplex();
    }

    @Override
    public TreeTensor evaluate(double t, TreeTensor y) {
        TreeTensor image = descent.evaluate(t, y);
        return image.minus(y.times(y.inner(image).re() / y.inner(y).re()));
    }

    @Override
    public TreeProjection projection(TreeTensor y) {
        return new Projection(
                descent.projection(y),
                identity.projection(y),
                descent.isComplex() || y.isComplex());
    }

    private record Projection(TreeProjection descent, TreeProjection identity, boolean isComplex)
            implements TreeProjection {
        @Override // between orthonormal bases the tensor X of the node has ⟨Y, H Y⟩ = ⟨X, H_τ X⟩
        public ModeOde ode(Place place) {
            ModeOde linear = descent.ode(place);
            return new FunctionOde(
                    isComplex,
                    (t, x) -> {
                        Matrix image = linear.evaluate(t, x);
                        return image.plus(-mean(x, image, x), x);
                    });
        }

        @Override
        public Matrix restricted(double t, Place bra, Place ket, Matrix x) {
            double mean =
                    mean(
                            x,
                            descent.restricted(t, ket, ket, x),
                            identity.restricted(t, ket, ket, x));
            return descent.restricted(t, bra, ket, x)
                    .plus(-mean, identity.restricted(t, bra, ket, x));
        }

        private static double mean(Matrix x, Matrix image, Matrix same) {
            return x.inner(image).re() / x.inner(same).re();
        }
    }
}
