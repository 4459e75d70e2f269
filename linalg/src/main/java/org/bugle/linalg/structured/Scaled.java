package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;

/// c A for an operator A, with the structure of A.
public record Scaled(Complex factor, Operator operator) implements Operator, InPlace {
    public Scaled(double factor, Operator operator) {
        this(Complex.real(factor), operator);
    }

    @Override
    public int rows() {
        return operator.rows();
    }

    @Override
    public int cols() {
        return operator.cols();
    }

    @Override
    public boolean isCheapByColumns() {
        return operator.isCheapByColumns();
    }

    @Override
    public boolean isComplex() {
        return operator.isComplex() || !factor.isReal();
    }

    @Override
    public boolean isHermitian() {
        return operator.isHermitian() && factor.isReal();
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        requireFit(rows(), cols(), x, y);
        operator.apply(x, y);
        y.scale(factor.re(), factor.im());
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        requireFit(cols(), rows(), w, y);
        operator.applyAdjoint(w, y);
        y.scale(factor.re(), -factor.im());
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        if (factor.re() == 0 && factor.im() == 0) {
            return new Diagonal(Matrix.zeros(rows(), 1)).resolvent(sigma);
        }
        Resolvent unscaled = operator.resolvent(sigma.over(factor)); // (σ/c − A)⁻¹ / c
        Complex inverse = Complex.ONE.over(factor);
        return b -> unscaled.solve(b).times(inverse);
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        return operator.exp(tau.times(factor), x);
    }

    @Override
    public Scaled conjugate() {
        return isComplex() ? new Scaled(factor.conjugate(), operator.conjugate()) : this;
    }

    @Override
    public Scaled adjoint() {
        return new Scaled(factor.conjugate(), operator.adjoint());
    }
}
