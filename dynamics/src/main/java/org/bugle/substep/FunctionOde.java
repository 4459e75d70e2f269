package org.bugle.substep;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

/// A small ODE known only as a function.
public final class FunctionOde extends ModeOde {
    /// G(t, X).
    @FunctionalInterface
    public interface Function {
        Matrix at(double t, Matrix x);
    }

    /// derivative ← G(t, x), in place; both buffers are complex or both are real.
    @FunctionalInterface
    public interface InPlace {
        void evaluate(double t, Buffer x, Buffer derivative);
    }

    private final boolean complex;
    private final InPlace function;
    private final double sign;

    public FunctionOde(boolean complex, Function function) {
        // a copy: the function may keep what it is given, and the buffer goes on changing
        this(
                complex,
                (t, x, derivative) ->
                        derivative.set(function.at(t, Matrix.over(x.copy())).buffer()),
                1);
    }

    /// A function that owns its working memory.
    public static FunctionOde inPlace(boolean complex, InPlace function) {
        return new FunctionOde(complex, function, 1);
    }

    private FunctionOde(boolean complex, InPlace function, double sign) {
        this.complex = complex;
        this.function = function;
        this.sign = sign;
    }

    @Override
    public boolean isComplex() {
        return complex;
    }

    @Override
    public FunctionOde negated() {
        return new FunctionOde(complex, function, -sign);
    }

    @Override
    void doEvaluate(double t, Buffer x, Buffer derivative) {
        function.evaluate(t, x, derivative);
        if (sign < 0) {
            derivative.scale(sign);
        }
    }
}
