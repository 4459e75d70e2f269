package org.bugle.models;

import org.bugle.models.spin.Interactions;
import org.bugle.operator.tree.Couplings;

/// The couplings of long-range chains as they stand in run files.
final class LongRangeCoupling {
    static final String BETA =
            "couplings β of sites i < j: power (ν r^-α with r = j - i), exponential (ν"
                + " e^(-r/length)), nearest-neighbour (ν), a formula in i, j, r or the entries of a"
                + " matrix, also in a .csv file";

    private LongRangeCoupling() {}

    /// @param strength ν; formulas and matrices are taken as they are
    /// @throws IllegalArgumentException if the text is none of these
    static Couplings of(int sites, String beta, double strength, double alpha, double length) {
        return switch (beta.strip()) {
            case "power" -> Couplings.power(sites, strength, alpha);
            case "exponential" -> Interactions.exponential(sites, strength, length);
            case "nearest-neighbour" -> Interactions.nearestNeighbour(sites, strength, false);
            default -> Interactions.parse(sites, beta);
        };
    }
}
