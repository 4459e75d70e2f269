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

    /// The modulus |z|, without undue overflow.
    public double abs() {
        return Math.hypot(re, im);
    }
}
