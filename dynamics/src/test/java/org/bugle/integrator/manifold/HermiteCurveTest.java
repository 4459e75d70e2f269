package org.bugle.integrator.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All four closed-form families, real and complex.
class HermiteCurveTest {
    private static final double ROUNDING = 1e-13;

    /// γ(t) = (L₀ + t L₁ + t² L₂) (R₀ + t R₁)ᴴ, of rank 3.
    private record Smooth(Matrix l0, Matrix l1, Matrix l2, Matrix r0, Matrix r1) {
        static Smooth random(boolean complex) {
            SplitMix64 random = new SplitMix64(17);
            return new Smooth(
                    Cases.basis(11, 3, complex, random),
                    Cases.gaussian(11, 3, complex, random).times(0.2),
                    Cases.gaussian(11, 3, complex, random).times(0.1),
                    Cases.basis(9, 3, complex, random),
                    Cases.gaussian(9, 3, complex, random).times(0.2));
        }

        LowRankMatrix at(double t) {
            return LowRankMatrix.ofFactors(l0.plus(t, l1).plus(t * t, l2), r0.plus(t, r1))
                    .orthonormalized();
        }

        TangentVector velocity(double t, double length) {
            Matrix l = l0.plus(t, l1).plus(t * t, l2);
            LowRankMatrix derivative =
                    LowRankMatrix.ofFactors(
                            Matrix.hcat(l1.plus(2 * t, l2), l), Matrix.hcat(r0.plus(t, r1), r1));
            return TangentVector.projection(at(t), derivative).times(length);
        }

        HermiteCurve curve(Retraction retraction, double from, double length) {
            return HermiteCurve.through(
                    retraction, velocity(from, length), velocity(from + length, length));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "FACTOR", mode = EnumSource.Mode.EXCLUDE)
    void meetsPointsAndVelocities(Retraction retraction) {
        for (boolean complex : new boolean[] {false, true}) {
            Smooth smooth = Smooth.random(complex);
            HermiteCurve curve = smooth.curve(retraction, 0, 0.5);
            assertThat(curve.at(0).distance(smooth.at(0))).isLessThan(ROUNDING);
            assertThat(curve.at(1).distance(smooth.at(0.5))).isLessThan(ROUNDING);
            double e = 1e-4;
            for (double tau : new double[] {0, 1}) { // a fourth-order difference
                LowRankMatrix slope =
                        curve.at(tau + e)
                                .times(8)
                                .minus(curve.at(tau - e).times(8))
                                .minus(curve.at(tau + 2 * e))
                                .plus(curve.at(tau - 2 * e))
                                .times(1 / (12 * e));
                LowRankMatrix expected = smooth.velocity(0.5 * tau, 0.5).asLowRank();
                assertThat(slope.distance(expected)).isLessThan(1e-8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "FACTOR", mode = EnumSource.Mode.EXCLUDE)
    void interpolatesToFourthOrder(Retraction retraction) {
        for (boolean complex : new boolean[] {false, true}) {
            Smooth smooth = Smooth.random(complex);
            double coarse = error(smooth, retraction, 0.25);
            double fine = error(smooth, retraction, 0.125);
            assertThat(Math.log(coarse / fine) / Math.log(2)).isGreaterThan(3.7);
            // τ = 3/2 is what PRH wants
            double far = smooth.curve(retraction, 0, 0.125).at(1.5).distance(smooth.at(0.1875));
            double near = smooth.curve(retraction, 0, 0.0625).at(1.5).distance(smooth.at(0.09375));
            assertThat(Math.log(far / near) / Math.log(2)).isGreaterThan(3.6);
        }
    }

    private static double error(Smooth smooth, Retraction retraction, double length) {
        HermiteCurve curve = smooth.curve(retraction, 0.1, length);
        double worst = 0;
        for (int k = 1; k < 8; k++) {
            LowRankMatrix exact = smooth.at(0.1 + length * k / 8);
            worst = Math.max(worst, curve.at(k / 8.0).distance(exact));
        }
        return worst;
    }

    @ParameterizedTest
    @EnumSource(names = "FACTOR", mode = EnumSource.Mode.EXCLUDE)
    void endpointCurvesJoinTheirPoints(Retraction retraction) {
        Smooth smooth = Smooth.random(true);
        EndpointCurve curve = new EndpointCurve(retraction, smooth.at(0), smooth.at(0.5));
        for (double rho : new double[] {0, 0.3, 1}) {
            assertThat(curve.at(rho, 0).distance(curve.x())).isLessThan(ROUNDING);
            assertThat(curve.at(rho, 1).distance(curve.y())).isLessThan(ROUNDING);
        }
        assertThat(curve.at(0, 0.4).distance(curve.fromStart(0.4))).isLessThan(ROUNDING);
        assertThat(curve.at(1, 0.4).distance(curve.fromEnd(0.4))).isLessThan(ROUNDING);
        assertThat(curve.fromStart(0.4).distance(curve.fromEnd(0.4))).isGreaterThan(1e-6);
    }

    @Test
    void inFlatSpaceIsTheCubic() {
        SplitMix64 random = new SplitMix64(8);
        LowRankMatrix p0 = Points.point(4, 4, 4, false, random);
        TangentVector v0 = Points.vector(p0, 0.1, random);
        LowRankMatrix p1 = p0.plus(Points.ambient(p0, random).times(0.1)).orthonormalized();
        TangentVector v1 = Points.vector(p1, 0.1, random);
        double t = 1.5;
        Matrix cubic =
                p0.toDense()
                        .times((1 + 2 * t) * (1 - t) * (1 - t))
                        .plus(p1.toDense().times(t * t * (3 - 2 * t)))
                        .plus(t * (1 - t) * (1 - t), v0.asLowRank().toDense())
                        .plus(t * t * (t - 1), v1.asLowRank().toDense());
        for (Retraction retraction :
                new Retraction[] {Retraction.ORTHOGRAPHIC, Retraction.SVD, Retraction.KLS}) {
            Matrix found = HermiteCurve.through(retraction, v0, v1).at(t).toDense();
            assertThat(found.minus(cubic).norm()).isCloseTo(0, within(1e-13));
        }
    }

    @Test
    void pointsTooFarApartAreRefused() {
        Matrix all = Matrix.identity(6);
        LowRankMatrix p0 =
                new LowRankMatrix(all.columns(0, 2), Matrix.identity(2), all.columns(0, 2));
        LowRankMatrix p1 =
                new LowRankMatrix(all.columns(2, 4), Matrix.identity(2), all.columns(2, 4));
        for (Retraction retraction : Retraction.values()) {
            if (retraction.order() == 2) {
                assertThatExceptionOfType(RetractionException.class)
                        .isThrownBy(() ->
                                HermiteCurve.through(
                                        retraction, TangentVector.zero(p0), TangentVector.zero(p1)))
                        .withMessageContaining("must be regular");
            }
        }
    }
}
