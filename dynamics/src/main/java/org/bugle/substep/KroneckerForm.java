package org.bugle.substep;

import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Identity;
import org.bugle.linalg.structured.Scaled;
import org.bugle.linalg.structured.SumOfMaps;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A separable ODE seen as X′ = A X + X Mᵀ + C with constant A (n×n), M (r×r) and C (n×r): a
/// Kronecker sum, whose exponential and resolvent come from those of its two factors.
record KroneckerForm(Operator a, Matrix m, Matrix c) {
    /// The form, if every term acts on one side only and no coefficient varies in time.
    static Optional<KroneckerForm> of(SeparableOde ode, int rows, int columns) {
        List<LinearMap> maps = new ArrayList<>();
        Matrix m = Matrix.zeros(columns, columns);
        for (SeparableOde.Term term : ode.terms()) {
            if (!(term.coefficient() instanceof Coefficient.Constant(Complex factor))
                    || (term.map().isPresent() && term.small().isPresent())) {
                return Optional.empty();
            }
            if (term.map().isPresent()) {
                if (!(term.map().get() instanceof Operator operator)) {
                    return Optional.empty();
                }
                maps.add(factor.equals(Complex.ONE) ? operator : new Scaled(factor, operator));
            } else {
                m = m.plus(factor, term.small().orElse(Matrix.identity(columns)));
            }
        }
        Matrix c = Matrix.zeros(rows, columns);
        for (SeparableOde.Source source : ode.sources()) {
            if (!(source.coefficient() instanceof Coefficient.Constant(Complex factor))) {
                return Optional.empty();
            }
            c = c.plus(factor, source.value());
        }
        Operator a =
                maps.isEmpty()
                        ? new Scaled(Complex.ZERO, new Identity(rows))
                        : SumOfMaps.simplest(maps);
        return Optional.of(new KroneckerForm(a, m, c));
    }

    boolean isComplex() {
        return a.isComplex() || m.isComplex() || c.isComplex();
    }

    boolean hasSource() {
        return c.maxAbs() > 0;
    }

    /// X ↦ A X + X Mᵀ.
    BlockOperator action() {
        SeparableOde linear =
                new SeparableOde(
                        List.of(
                                new SeparableOde.Term(
                                        Coefficient.ONE, Optional.of(a), Optional.empty()),
                                new SeparableOde.Term(
                                        Coefficient.ONE, Optional.empty(), Optional.of(m))),
                        List.of());
        boolean hermitian = a.isHermitian() && m.isHermitian();
        return new BlockOperator((x, y) -> linear.evaluate(0, x, y), linear.isComplex(), hermitian);
    }
}
