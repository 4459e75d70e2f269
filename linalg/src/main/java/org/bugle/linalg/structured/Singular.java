package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;

/// Eigenvalues that a resolvent must not meet.
final class Singular {
    private Singular() {}

    /// 1/(σ − λ).
    ///
    /// @throws ArithmeticException if σ = λ
    static Complex inverse(String map, Complex sigma, Complex eigenvalue, int index) {
        Complex difference = sigma.minus(eigenvalue);
        if (difference.re() == 0 && difference.im() == 0) {
            throw singular(map, sigma, "eigenvalue " + index + " is σ");
        }
        return Complex.ONE.over(difference);
    }

    static ArithmeticException singular(String map, Complex sigma, String reason) {
        return new ArithmeticException(
                "%s: σI − A is singular for σ = %s, %s".formatted(map, sigma, reason));
    }
}
