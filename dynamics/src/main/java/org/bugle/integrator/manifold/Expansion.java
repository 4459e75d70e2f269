package org.bugle.integrator.manifold;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// The expansion R_Y(tZ) = Y + tZ + t²N₂ + t³T₃ + O(t⁴) of retractions of second order (spec
/// `retractions` §4), in factors.
///
/// @param normal N₂ = Up S⁻¹ Vpᴴ, the same for all of second order and for the geodesic
/// @param base T₀ = −Up S⁻¹ M S⁻¹ Vpᴴ
/// @param left a = U S⁻ᴴ Upᴴ N₂, tangential
/// @param right b = N₂ Vp S⁻ᴴ Vᴴ, tangential; a + b = W_Y(Z, N₂)
public record Expansion(
        LowRankMatrix normal, LowRankMatrix base, LowRankMatrix left, LowRankMatrix right) {
    /// @throws RetractionException if S is singular
    public static Expansion of(TangentVector z) {
        Regular s = z.core();
        Matrix upS = s.right(z.up());
        LowRankMatrix normal = LowRankMatrix.ofFactors(upS, z.vp());
        Matrix middle = z.up().adjointTimes(upS); // Upᴴ Up S⁻¹
        Matrix inner = s.rightAdjoint(z.vp().adjointTimes(z.vp())); // Vpᴴ Vp S⁻ᴴ
        return new Expansion(
                normal,
                LowRankMatrix.ofFactors(s.right(upS.times(z.m())).negate(), z.vp()),
                LowRankMatrix.ofFactors(s.rightAdjoint(z.foot().u()).times(middle), z.vp()),
                LowRankMatrix.ofFactors(upS.times(inner), z.foot().v()));
    }

    /// T₃ of a retraction.
    ///
    /// @throws IllegalArgumentException for FACTOR, whose expansion differs from t² on
    public LowRankMatrix third(Retraction retraction) {
        return switch (retraction) {
            case ORTHOGRAPHIC, KLS -> base;
            case KSL -> base.minus(left);
            case LSK -> base.minus(right);
            case SVD -> LowRankMatrix.sum(List.of(base, left.times(-1), right.times(-1)));
            case FACTOR ->
                    throw new IllegalArgumentException(
                            "factor: is of first order, its third-order term is not known");
        };
    }

    /// T₃ of the exponential map.
    public LowRankMatrix thirdOfGeodesic() {
        return LowRankMatrix.sum(List.of(base, left.times(-1.0 / 3), right.times(-1.0 / 3)));
    }
}
