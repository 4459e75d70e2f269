package org.bugle.equation;

import java.util.List;

/// g(y) = Σ_k a_k |y|^{2 p_k} y^{q_k}.
public record Polynomial(List<Monomial> monomials) implements PointwiseFunction {
    /// a |y|^{2p} y^q with a complex coefficient a.
    public record Monomial(double re, double im, int modulusPower, int power) {
        /// a y^q.
        public static Monomial real(double coefficient, int power) {
            return new Monomial(coefficient, 0, 0, power);
        }
    }

    public Polynomial {
        monomials = List.copyOf(monomials);
    }

    @Override
    public boolean isComplex() {
        return monomials.stream().anyMatch(term -> term.im() != 0);
    }

    @Override
    public void apply(double[] numbers, int from, int to, boolean complex) {
        if (complex) {
            for (int i = from; i < to; i += 2) {
                applyComplex(numbers, i);
            }
            return;
        }
        Monomial[] terms = monomials.toArray(Monomial[]::new);
        for (int i = from; i < to; i++) {
            double y = numbers[i];
            double sum = 0;
            for (Monomial term : terms) {
                sum += term.re * power(y, 2 * term.modulusPower + term.power);
            }
            numbers[i] = sum;
        }
    }

    private void applyComplex(double[] array, int at) {
        double re = array[at];
        double im = array[at + 1];
        double sumRe = 0;
        double sumIm = 0;
        for (Monomial term : monomials) {
            double valueRe = 1;
            double valueIm = 0;
            for (int k = 0; k < term.power; k++) {
                double next = valueRe * re - valueIm * im;
                valueIm = valueRe * im + valueIm * re;
                valueRe = next;
            }
            double modulus = power(re * re + im * im, term.modulusPower);
            sumRe += modulus * (term.re * valueRe - term.im * valueIm);
            sumIm += modulus * (term.re * valueIm + term.im * valueRe);
        }
        array[at] = sumRe;
        array[at + 1] = sumIm;
    }

    private static double power(double y, int exponent) {
        double result = 1;
        for (int k = 0; k < exponent; k++) {
            result *= y;
        }
        return result;
    }
}
