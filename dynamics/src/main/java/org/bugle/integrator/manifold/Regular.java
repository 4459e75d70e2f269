package org.bugle.integrator.manifold;

import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;

import java.util.List;
import java.util.Locale;

/// A small square matrix A that was found regular, to divide by.
record Regular(Lu lu) {
    /// Beyond this condition number a matrix is singular in double precision.
    static final double SINGULAR = 1 / Math.ulp(1.0);

    /// Beyond this condition number half of the digits are lost (spec `retractions` §7).
    static final double HALF = 1 / Math.sqrt(Math.ulp(1.0));

    /// @throws RetractionException if the condition number of A is above `most`
    static Regular of(String place, String quantity, Matrix a, double most) {
        require(place, quantity, a, most);
        return new Regular(Lu.of(a));
    }

    /// @throws RetractionException if the condition number of A is above `most`
    static void require(String place, String quantity, Matrix a, double most) {
        double condition = condition(a);
        if (!(condition <= most)) {
            throw new RetractionException(
                    String.format(
                            Locale.ROOT,
                            "%s: %s must be regular, found condition number %.3g where %.3g is"
                                    + " allowed",
                            place,
                            quantity,
                            condition,
                            most));
        }
    }

    /// σ₁ / σ_r in the spectral norm; infinite if A is singular, NaN if it is not finite.
    static double condition(Matrix a) {
        if (a.nonFinite() > 0) {
            return Double.NaN;
        }
        List<Double> sigma = Svd.of(a).singularValues();
        if (sigma.isEmpty()) {
            return 1;
        }
        return sigma.getLast() > 0
                ? sigma.getFirst() / sigma.getLast()
                : Double.POSITIVE_INFINITY; // also where all are 0
    }

    /// A⁻¹ X.
    Matrix left(Matrix x) {
        return lu.solve(x);
    }

    /// X A⁻¹.
    Matrix right(Matrix x) {
        return lu.solveAdjoint(x.adjoint()).adjoint();
    }

    /// X A⁻ᴴ.
    Matrix rightAdjoint(Matrix x) {
        return lu.solve(x.adjoint()).adjoint();
    }
}
