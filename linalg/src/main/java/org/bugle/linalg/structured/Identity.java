package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;

/// The identity on vectors of n numbers.
public record Identity(int rows) implements Operator, InPlace {
    public Identity {
        if (rows < 0) {
            throw new IllegalArgumentException("Identity: the size must be ≥ 0, found " + rows);
        }
    }

    @Override
    public int cols() {
        return rows;
    }

    @Override
    public boolean isComplex() {
        return false;
    }

    @Override
    public boolean isHermitian() {
        return true;
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        requireFit(rows, rows, x, y);
        y.set(x);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        apply(w, y);
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        Complex inverse = Singular.inverse("Identity", sigma, Complex.ONE, 0);
        return b -> apply(b).times(inverse);
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        return apply(x).times(tau.exp());
    }

    @Override
    public Identity conjugate() {
        return this;
    }

    @Override
    public Identity adjoint() {
        return this;
    }
}
