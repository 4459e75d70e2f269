package org.bugle.substep;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

import java.util.function.Supplier;

/// A separable ODE that is known to be one of kinetic relaxation in Z = X or Z = Xᴴ. Explicit
/// methods see the sum of products; exponentials and implicit methods use the structure, which
/// keeps their digits where the terms of order 1/ε and 1/ε² cancel.
public final class RelaxationOde extends ModeOde {
    /// Which way X lies.
    public enum Side {
        /// X is space × angle: a K-equation.
        SPACE,
        /// Xᴴ is space × angle: an L-equation.
        ANGLE
    }

    private final SeparableOde terms;
    private final Side side;
    private final Supplier<Relaxation> relaxation;

    /// @param terms the same equation as a sum of products
    /// @param relaxation asked for at most once a solve
    public RelaxationOde(SeparableOde terms, Side side, Supplier<Relaxation> relaxation) {
        this.terms = terms;
        this.side = side;
        this.relaxation = relaxation;
    }

    SeparableOde terms() {
        return terms;
    }

    Relaxation relaxation() {
        return relaxation.get();
    }

    /// Z in coordinates whose first is the density, from X.
    Matrix turned(Relaxation structure, Matrix x) {
        return structure.angle().rotated(side == Side.SPACE ? x : x.adjoint());
    }

    Matrix turnedBack(Relaxation structure, Matrix z) {
        Matrix back = structure.angle().rotatedBack(z);
        return side == Side.SPACE ? back : back.adjoint();
    }

    @Override
    public boolean isComplex() {
        return terms.isComplex();
    }

    /// Without the structure: backward in time nothing relaxes.
    @Override
    public SeparableOde negated() {
        return terms.negated();
    }

    @Override
    void doEvaluate(double t, Buffer x, Buffer derivative) {
        terms.evaluate(t, x, derivative);
    }
}
