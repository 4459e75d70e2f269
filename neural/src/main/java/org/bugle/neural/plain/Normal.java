package org.bugle.neural.plain;

/// The standard normal distribution Φ.
final class Normal {
    /// From here on the continued fraction needs fewer terms than the series.
    private static final double FAR = 2.5;

    /// Enough for terms below rounding at FAR, where they fall slowest.
    private static final int TERMS = 60;

    private Normal() {}

    /// Φ(x), to a few units of rounding of 1.
    static double distribution(double x) {
        double z = Math.abs(x) / Math.sqrt(2);
        if (z < FAR) {
            return 0.5 + Math.copySign(0.5 * erf(z), x);
        }
        double tail = 0.5 * tail(z);
        return x < 0 ? tail : 1 - tail;
    }

    /// The derivative of x Φ(x).
    static double geluSlope(double x) {
        return distribution(x) + x * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    /// erf(z) = 2/√π exp(−z²) Σ 2ⁿ z^{2n+1}/(1·3·…·(2n+1)), all of one sign.
    private static double erf(double z) {
        double term = z;
        double sum = z;
        for (int n = 1; n <= TERMS && term > 0x1p-54 * sum; n++) {
            term *= 2 * z * z / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-z * z) * sum;
    }

    /// 1 − erf(z) = exp(−z²)/√π · 1/(z + ½/(z + 1/(z + 3/2/(z + …)))).
    private static double tail(double z) {
        double fraction = z;
        for (int n = TERMS; n >= 1; n--) {
            fraction = z + 0.5 * n / fraction;
        }
        return Math.exp(-z * z) / (Math.sqrt(Math.PI) * fraction);
    }
}
