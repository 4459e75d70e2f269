package org.bugle.integrator.manifold;

import org.bugle.lowrank.LowRankMatrix;

import java.util.function.DoubleUnaryOperator;

/// What a retraction does to tZ as t falls, measured: the slopes of four errors in a logarithmic
/// plot over t (spec `retractions` §8.1–8.3). An error that is rounding for all t has the slope
/// infinity.
///
/// @param first of ‖R_Y(tZ) − Y − tZ‖; 2 for every retraction
/// @param second of ‖R_Y(tZ) − Y − tZ − t²N₂‖; 3 for one of second order
/// @param third of ‖R_Y(tZ) − Y − tZ − t²N₂ − t³T₃‖; 4 for one of second order; NaN where T₃ is not
///   known
/// @param tangential of ‖Π(Y)(R_Y(tZ) − Y) − tZ‖, which is [Retraction#tangentialOrder]
public record RetractionCheck(double first, double second, double third, double tangential) {
    /// Of ‖Y‖: errors below are rounding.
    private static final double ROUNDING = 2e-13;

    /// t ‖Z‖ / σ_r starts here, well inside of the domain, and is halved.
    private static final double LARGEST = 0.25;

    private static final int HALVINGS = 10;

    /// @throws RetractionException if S is singular
    public static RetractionCheck of(Retraction retraction, TangentVector z) {
        Expansion expansion = Expansion.of(z);
        boolean known = retraction.order() == 2;
        return new RetractionCheck(
                slope(z, t -> remainder(retraction, z.times(t)).norm()),
                slope(z, t -> second(retraction, z, expansion, t).norm()),
                known
                        ? slope(
                                z,
                                t ->
                                        second(retraction, z, expansion, t)
                                                .minus(expansion.third(retraction).times(t * t * t))
                                                .norm())
                        : Double.NaN,
                slope(z, t -> tangentialDefect(retraction, z.times(t))));
    }

    private static LowRankMatrix second(
            Retraction retraction, TangentVector z, Expansion expansion, double t) {
        return remainder(retraction, z.times(t)).minus(expansion.normal().times(t * t));
    }

    private static LowRankMatrix remainder(Retraction retraction, TangentVector z) {
        return retraction.apply(z).minus(z.target());
    }

    /// ‖Π(Y)(R_Y(Z) − Y) − Z‖.
    public static double tangentialDefect(Retraction retraction, TangentVector z) {
        TangentVector image = TangentVector.projection(z.foot(), retraction.apply(z));
        return new TangentVector(
                        z.foot(),
                        image.m().minus(z.foot().s()).minus(z.m()),
                        image.up().minus(z.up()),
                        image.vp().minus(z.vp()))
                .norm();
    }

    /// The slope of the distance of two retractions: 4 for ORTHOGRAPHIC and KLS, 3 for all other
    /// pairs of second order.
    public static double distance(Retraction one, Retraction other, TangentVector z) {
        return slope(z, t -> one.apply(z.times(t)).distance(other.apply(z.times(t))));
    }

    /// Between the two smallest t whose errors are not rounding.
    private static double slope(TangentVector z, DoubleUnaryOperator error) {
        double sigma = z.foot().singularValues().getLast();
        double rounding = ROUNDING * z.foot().norm();
        double t = LARGEST * sigma / z.norm();
        double before = error.applyAsDouble(t);
        double slope = Double.POSITIVE_INFINITY;
        for (int k = 0; k < HALVINGS; k++) {
            t /= 2;
            double now = error.applyAsDouble(t);
            if (now < 100 * rounding) { // or its second digit is noise
                break;
            }
            slope = Math.log(before / now) / Math.log(2);
            before = now;
        }
        return slope;
    }
}
