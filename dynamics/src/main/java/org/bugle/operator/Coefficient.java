package org.bugle.operator;

import org.bugle.linalg.Complex;

import java.util.function.DoubleUnaryOperator;

/// A scalar factor c(t) of a term.
public sealed interface Coefficient {
    Coefficient ONE = new Constant(Complex.ONE);

    Complex at(double t);

    /// Whether a real equation stays real under it.
    boolean isReal();

    /// Whether it is known not to depend on time.
    boolean isConstant();

    /// The coefficient c̄(t).
    Coefficient conjugate();

    Coefficient times(Complex factor);

    Coefficient times(double factor);

    /// A coefficient that does not depend on time.
    record Constant(Complex value) implements Coefficient {
        @Override
        public Complex at(double t) {
            return value;
        }

        @Override
        public boolean isReal() {
            return value.isReal();
        }

        @Override
        public boolean isConstant() {
            return true;
        }

        @Override
        public Coefficient conjugate() {
            return new Constant(value.conjugate());
        }

        @Override
        public Coefficient times(Complex scale) {
            return new Constant(value.times(scale));
        }

        @Override
        public Coefficient times(double scale) {
            return times(Complex.real(scale));
        }
    }

    /// A complex multiple of a real function of time.
    record Varying(Complex factor, DoubleUnaryOperator function) implements Coefficient {
        @Override
        public Complex at(double t) {
            return factor.times(function.applyAsDouble(t));
        }

        @Override
        public boolean isReal() {
            return factor.isReal();
        }

        @Override
        public boolean isConstant() {
            return false;
        }

        @Override
        public Coefficient conjugate() {
            return new Varying(factor.conjugate(), function);
        }

        @Override
        public Coefficient times(Complex scale) {
            return new Varying(factor.times(scale), function);
        }

        @Override
        public Coefficient times(double scale) {
            return times(Complex.real(scale));
        }
    }

    static Coefficient of(double value) {
        return new Constant(Complex.real(value));
    }

    static Coefficient of(Complex value) {
        return new Constant(value);
    }

    static Coefficient of(DoubleUnaryOperator function) {
        return new Varying(Complex.ONE, function);
    }
}
