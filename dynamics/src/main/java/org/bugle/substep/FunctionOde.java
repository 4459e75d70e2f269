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

    private final boolean complex;
    private final Function function;
    private final double sign;

    public FunctionOde(boolean complex, Function function) {
        this(complex, function, 1);
    }

    private FunctionOde(boolean complex, Function function, double sign) {
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
        // a copy: the function may keep what it is given, and the buffer goes on changing
        derivative.set(function.at(t, Matrix.over(x.copy())).buffer());
        if (sign < 0) {
            derivative.scale(sign);
        }
    }
}
