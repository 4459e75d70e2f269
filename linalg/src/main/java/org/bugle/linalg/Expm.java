package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

/// The exponential of a square matrix by scaling and squaring with diagonal Padé approximants of
/// degree 3 to 13 (Higham, SIAM J. Matrix Anal. Appl. 26 (2005) 1179, Algorithm 2.3). The backward
/// error of the approximant is below the rounding unit; cost about 2 log₂‖A‖₁ n³ + 20 n³.
public final class Expm {
    /// Degrees below 13 and the largest 1-norm for which each is exact to rounding (Table 2.3).
    private static final int[] DEGREES = {3, 5, 7, 9};

    private static final double[] BOUNDS = {
        1.495585217958292e-2, 2.539398330063230e-1, 9.504178996162932e-1, 2.097847961257068
    };

    private static final int HIGHEST = 13;
    private static final double HIGHEST_BOUND = 5.371920351148152;

    private Expm() {}

    /// e^A, real for a real A.
    ///
    /// @throws IllegalArgumentException if A is not square or has a NaN or infinite entry
    public static Matrix of(Matrix a) {
        a.requireSquare("Expm");
        a.requireFinite("Expm");
        double norm = a.norm1();
        for (int i = 0; i < DEGREES.length; i++) {
            if (norm <= BOUNDS[i]) {
                return pade(DEGREES[i], a);
            }
        }
        int squarings = Math.max(0, Math.getExponent(norm / HIGHEST_BOUND) + 1);
        Matrix result = pade(HIGHEST, a.times(Math.scalb(1.0, -squarings)));
        for (int i = 0; i < squarings; i++) {
            result = result.times(result);
        }
        return result;
    }

    /// (V − U)⁻¹ (V + U) with the odd part U and the even part V of the numerator.
    private static Matrix pade(int degree, Matrix a) {
        double[] b = coefficients(degree);
        Matrix identity = Matrix.identity(a.rows());
        Matrix a2 = a.times(a);
        Matrix odd;
        Matrix even;
        if (degree == HIGHEST) {
            Matrix a4 = a2.times(a2);
            Matrix a6 = a4.times(a2);
            odd = a6.times(sum(b, 9, a2, a4, a6)).plus(sum(b, 1, identity, a2, a4, a6));
            even = a6.times(sum(b, 8, a2, a4, a6)).plus(sum(b, 0, identity, a2, a4, a6));
        } else {
            Matrix[] powers = new Matrix[degree / 2 + 1];
            powers[0] = identity;
            for (int i = 1; i < powers.length; i++) {
                powers[i] = powers[i - 1].times(a2);
            }
            odd = sum(b, 1, powers);
            even = sum(b, 0, powers);
        }
        Matrix u = a.times(odd);
        return Lu.of(even.minus(u)).solve(even.plus(u));
    }

    /// Coefficients of the numerator, the constant one scaled to 1.
    private static double[] coefficients(int degree) {
        double[] b = new double[degree + 1];
        b[0] = 1;
        for (int j = 0; j < degree; j++) {
            b[j + 1] = b[j] * (degree - j) / ((2.0 * degree - j) * (j + 1));
        }
        return b;
    }

    /// Every other coefficient from `first` on times the terms.
    private static Matrix sum(double[] b, int first, Matrix... terms) {
        Buffer result =
                new Buffer(terms[0].rows(), terms[0].cols(), terms[terms.length - 1].isComplex());
        for (int i = 0; i < terms.length; i++) {
            result.add(b[first + 2 * i], terms[i].buffer());
        }
        return Matrix.over(result);
    }
}
