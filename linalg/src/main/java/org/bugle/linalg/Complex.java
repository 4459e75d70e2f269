package org.bugle.linalg;

/// A complex number re + i im.
public record Complex(double re, double im) {
    public static final Complex ZERO = new Complex(0, 0);
    public static final Complex ONE = new Complex(1, 0);
    public static final Complex I = new Complex(0, 1);

    public static Complex real(double re) {
        return new Complex(re, 0);
    }

    public boolean isReal() {
        return im == 0;
    }

    /// Whether this is exactly the conjugate of z, whatever the signs of zeros.
    public boolean isConjugateOf(Complex z) {
        return re == z.re && im == -z.im;
    }

    public Complex plus(Complex z) {
        return new Complex(re + z.re, im + z.im);
    }

    public Complex minus(Complex z) {
        return new Complex(re - z.re, im - z.im);
    }

    public Complex times(Complex z) {
        return new Complex(re * z.re - im * z.im, re * z.im + im * z.re);
    }

    public Complex times(double factor) {
        return new Complex(factor * re, factor * im);
    }

    /// Quotient by Smith's method, which does not overflow where the result does not.
    public Complex over(Complex z) {
        if (Math.abs(z.re) >= Math.abs(z.im)) {
            double ratio = z.im / z.re;
            double scale = z.re + z.im * ratio;
            return new Complex((re + im * ratio) / scale, (im - re * ratio) / scale);
        }
        double ratio = z.re / z.im;
        double scale = z.re * ratio + z.im;
        return new Complex((re * ratio + im) / scale, (im * ratio - re) / scale);
    }

    public Complex negate() {
        return new Complex(-re, -im);
    }

    public Complex conjugate() {
        return new Complex(re, -im);
    }

    public Complex exp() {
        double modulus = Math.exp(re);
        return im == 0
                ? real(modulus)
                : new Complex(modulus * Math.cos(im), modulus * Math.sin(im));
    }

    /// e^z − 1, without cancellation near 0.
    public Complex expm1() {
        double half = Math.sin(im / 2);
        return new Complex(
                Math.expm1(re) * Math.cos(im) - 2 * half * half, Math.exp(re) * Math.sin(im));
    }

    /// φ₁(z) = (e^z − 1)/z with φ₁(0) = 1, to full relative accuracy.
    public Complex phi1() {
        return re == 0 && im == 0 ? ONE : expm1().over(this);
    }

    /// Such as `0.5-2.0i`, or `0.5` for a real number.
    @Override
    public String toString() {
        return im == 0 ? Double.toString(re) : re + (im < 0 ? "-" : "+") + Math.abs(im) + "i";
    }

    /// The modulus |z|, without undue overflow.
    public double abs() {
        return Math.hypot(re, im);
    }
}
