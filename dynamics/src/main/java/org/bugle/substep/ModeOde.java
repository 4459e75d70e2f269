package org.bugle.substep;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

/// A small ODE X′ = G(t, X) for an n×r matrix X: what is left of an equation when it is seen
/// through fixed bases. It owns the working memory of its evaluation, so it is made anew for every
/// substep and used by one thread at a time.
public abstract sealed class ModeOde
        permits SeparableOde, TensorOde, RelaxationOde, FlowOde, FunctionOde, SumOde {
    private int evaluations;

    /// Whether a real X has a complex G(t, X).
    public abstract boolean isComplex();

    /// −G(t, X), with time still running forward; for the backward substep of projector splitting.
    public abstract ModeOde negated();

    abstract void doEvaluate(double t, Buffer x, Buffer derivative);

    /// `derivative` ← G(t, x), without allocation where the structure allows it.
    public final void evaluate(double t, Buffer x, Buffer derivative) {
        evaluations++;
        doEvaluate(t, x, derivative);
    }

    /// G(t, X).
    public final Matrix evaluate(double t, Matrix x) {
        Buffer result = new Buffer(x.rows(), x.cols(), isComplex() || x.isComplex());
        evaluate(t, x.buffer(), result);
        return Matrix.over(result);
    }

    /// How often the right-hand side was evaluated so far.
    public int evaluations() {
        return evaluations;
    }
}
