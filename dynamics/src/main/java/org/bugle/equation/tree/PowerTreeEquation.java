package org.bugle.equation.tree;

import org.bugle.linalg.Complex;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.TreeOperator;

/// Y′ = c(t) H(Y^p), the power p ≥ 2 taken of every entry. The ranks of Y^p are powers of those of
/// Y; what is rounding of it is dropped before H acts.
public record PowerTreeEquation(Coefficient coefficient, TreeOperator operator, int power)
        implements TreeEquation {
    /// Relative to the norm of the power.
    private static final double ROUNDING = 1e-13;

    @Override
    public boolean isComplex() {
        return !coefficient.isReal() || operator.isComplex();
    }

    @Override
    public TreeTensor evaluate(double t, TreeTensor y) {
        TreeTensor product = y;
        for (int k = 1; k < power; k++) {
            product = product.hadamard(y).truncated(Truncation.relative(ROUNDING)).value();
        }
        TreeTensor image = operator.apply(product);
        Complex c = coefficient.at(t);
        return c.isReal() ? image.times(c.re()) : image.times(c);
    }
}
