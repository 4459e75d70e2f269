package org.bugle.integrator.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class RetractionTest {
    private static final double ROUNDING = 1e-13;

    private static final List<Retraction> SECOND_ORDER =
            List.of(
                    Retraction.SVD,
                    Retraction.ORTHOGRAPHIC,
                    Retraction.KSL,
                    Retraction.LSK,
                    Retraction.KLS);

    private static Stream<Arguments> withCases(List<Retraction> retractions) {
        return retractions.stream()
                .flatMap(r ->
                        Cases.shapesAndSeeds()
                                .limit(4)
                                .map(c ->
                                        Arguments.of(
                                                r,
                                                c.get()[0],
                                                c.get()[1],
                                                c.get()[2],
                                                c.get()[3])));
    }

    static Stream<Arguments> all() {
        return withCases(Arrays.asList(Retraction.values()));
    }

    static Stream<Arguments> invertible() {
        return withCases(SECOND_ORDER);
    }

    @ParameterizedTest
    @MethodSource("all")
    void ordersAreMeasured(Retraction retraction, int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        RetractionCheck check = RetractionCheck.of(retraction, Points.vector(y, 1, random));
        assertThat(check.first()).isCloseTo(2, within(0.05));
        assertThat(check.second()).isCloseTo(retraction.order() + 1, within(0.1));
        if (retraction.order() == 2) {
            assertThat(check.third()).isCloseTo(4, within(0.15));
        } else {
            assertThat(check.third()).isNaN();
        }
        if (retraction == Retraction.ORTHOGRAPHIC) {
            assertThat(check.tangential()).isInfinite();
        } else {
            assertThat(check.tangential()).isCloseTo(retraction.tangentialOrder(), within(0.15));
        }
    }

    @ParameterizedTest
    @MethodSource("org.bugle.testing.Cases#shapesAndSeeds")
    void klsIsOrthographicUpToFourthOrder(int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        TangentVector z = Points.vector(Points.point(m, n, complex, random), 1, random);
        for (Retraction one : SECOND_ORDER) {
            for (Retraction other : SECOND_ORDER) {
                if (one.compareTo(other) < 0) {
                    boolean close = one == Retraction.ORTHOGRAPHIC && other == Retraction.KLS;
                    assertThat(RetractionCheck.distance(one, other, z))
                            .as("%s and %s", one, other)
                            .isCloseTo(close ? 4 : 3, within(0.15));
                }
            }
        }
        assertThat(RetractionCheck.tangentialDefect(Retraction.ORTHOGRAPHIC, z.times(0.3)))
                .isLessThan(1e-14);
    }

    @ParameterizedTest
    @MethodSource("invertible")
    void inverseFindsTheVectorInEveryGauge(
            Retraction retraction, int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        TangentVector z = Points.vector(y, 0.3, random);
        LowRankMatrix x = retraction.apply(z);
        assertThat(x.orthonormalityDefect()).isLessThan(ROUNDING);
        TangentVector found = retraction.inverse(y, Points.regauged(x, random));
        assertThat(found.minus(z).norm()).isLessThan(1e-14);
        assertThat(y.u().adjointTimes(found.up()).norm()).isLessThan(1e-15);
        assertThat(y.v().adjointTimes(found.vp()).norm()).isLessThan(1e-15);
    }

    @ParameterizedTest
    @MethodSource("all")
    void resultDependsOnThePointAndNotOnItsFactors(
            Retraction retraction, int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        TangentVector z = Points.vector(y, 0.3, random);
        LowRankMatrix other = Points.regauged(y, random);
        assertThat(retraction.apply(z.transportedTo(other)).distance(retraction.apply(z)))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("all")
    void zeroAndOneSidedVectorsAreLegal(
            Retraction retraction, int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        assertThat(retraction.apply(TangentVector.zero(y)).distance(y)).isLessThan(ROUNDING);
        TangentVector z = Points.vector(y, 0.3, random);
        TangentVector nothing = TangentVector.zero(y);
        LowRankMatrix left = retraction.apply(new TangentVector(y, z.m(), z.up(), nothing.vp()));
        LowRankMatrix right = retraction.apply(new TangentVector(y, z.m(), nothing.up(), z.vp()));
        if (retraction != Retraction.FACTOR) { // Y + Z is of rank r
            assertThat(
                            left.distance(
                                    y.plus(
                                            new TangentVector(y, z.m(), z.up(), nothing.vp())
                                                    .asLowRank())))
                    .isLessThan(ROUNDING);
            assertThat(
                            right.distance(
                                    y.plus(
                                            new TangentVector(y, z.m(), nothing.up(), z.vp())
                                                    .asLowRank())))
                    .isLessThan(ROUNDING);
        }
        assertThat(left.isFinite() && right.isFinite()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Retraction.class)
    void fullRankIsFlat(Retraction retraction) {
        SplitMix64 random = new SplitMix64(3);
        for (boolean complex : new boolean[] {false, true}) {
            LowRankMatrix y = Points.point(4, 4, 4, complex, random);
            TangentVector z = Points.vector(y, 0.3, random);
            assertThat(retraction.apply(z).distance(z.target())).isLessThan(1e-14);
            assertThat(z.weingarten(Points.ambient(y, random)).norm()).isLessThan(1e-14);
            assertThat(z.secondFundamentalForm().norm()).isLessThan(1e-14);
        }
    }

    @ParameterizedTest // A₁ − A₀ leaves the tangent space
    @MethodSource("invertible")
    void extendedFormReachesEveryMatrixOfTheRank(
            Retraction retraction, int m, int n, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix y = Points.point(m, n, complex, random);
        LowRankMatrix far =
                new LowRankMatrix(
                                y.u().plus(Cases.gaussian(m, 3, complex, random).times(0.1)),
                                y.s(),
                                y.v().plus(Cases.gaussian(n, 3, complex, random).times(0.1)))
                        .orthonormalized();
        LowRankMatrix d = far.minus(y);
        assertThat(retraction.extended(y, d).distance(far)).isLessThan(ROUNDING * far.norm());
        TangentVector tangent = TangentVector.projection(y, d);
        double error = retraction.apply(tangent).distance(far);
        if (retraction == Retraction.ORTHOGRAPHIC) {
            assertThat(error).isLessThan(ROUNDING * far.norm());
        } else {
            assertThat(error).isGreaterThan(1e-4);
        }
    }

    @ParameterizedTest // a Hermitian Y and Z
    @EnumSource(Retraction.class)
    void onlyOneSidedRetractionsBreakTheSymmetry(Retraction retraction) {
        SplitMix64 random = new SplitMix64(4);
        for (boolean complex : new boolean[] {false, true}) {
            Matrix u = Cases.basis(12, 3, complex, random);
            LowRankMatrix y = new LowRankMatrix(u, Matrix.diagonal(1, -0.5, 0.25), u);
            TangentVector half = Points.vector(y, 1, random);
            TangentVector z = half.plus(half.adjoint());
            LowRankMatrix x = retraction.apply(z.times(0.1 / z.norm()));
            double asymmetry = x.distance(x.adjoint());
            if (retraction == Retraction.KSL || retraction == Retraction.LSK) {
                assertThat(asymmetry).isGreaterThan(1e-5);
            } else {
                assertThat(asymmetry).isLessThan(1e-14);
            }
        }
    }

    @Test // no closed form is known: a fine integration of Y″ = II(Y′, Y′), dense
    void everySecondOrderRetractionFollowsTheGeodesicToThirdOrder() {
        SplitMix64 random = new SplitMix64(5);
        LowRankMatrix y = Points.point(7, 6, false, random);
        TangentVector z = Points.vector(y, 1, random);
        for (Retraction retraction : SECOND_ORDER) {
            double coarse =
                    retraction
                            .apply(z.times(0.1))
                            .toDense()
                            .minus(Geodesic.exponential(z.times(0.1), 50))
                            .norm();
            double fine =
                    retraction
                            .apply(z.times(0.05))
                            .toDense()
                            .minus(Geodesic.exponential(z.times(0.05), 50))
                            .norm();
            assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(3, within(0.15));
        }
        Expansion expansion = Expansion.of(z);
        double t = 0.02;
        Matrix cubic =
                z.times(t)
                        .target()
                        .plus(expansion.normal().times(t * t))
                        .plus(expansion.thirdOfGeodesic().times(t * t * t))
                        .toDense();
        assertThat(Geodesic.exponential(z.times(t), 50).minus(cubic).norm())
                .isLessThan(3 * Math.pow(t, 4));
    }

    @Test
    void outsideTheDomainIsSaidInASentence() {
        Matrix e1 = Matrix.columnVector(1, 0, 0);
        Matrix e2 = Matrix.columnVector(0, 1, 0);
        Matrix one = Matrix.identity(1);
        Matrix zero = Matrix.zeros(3, 1);
        LowRankMatrix y = new LowRankMatrix(e1, one, e1);
        TangentVector cross = new TangentVector(y, one.negate(), e2, e2);
        assertThat(Retraction.SVD.outsideDomain(cross))
                .contains(
                        "svd: the singular values 1 and 2 of Y + Z must differ, found 1.00000"
                                + " twice");
        assertThat(Retraction.ORTHOGRAPHIC.outsideDomain(cross))
                .contains(
                        "orthographic: S + M must be regular, found condition number Infinity where"
                                + " 6.71e+07 is allowed");
        assertThat(Retraction.KLS.outsideDomain(cross))
                .contains(
                        "kls: U₁ᴴ (Y + Z) V₁ must be regular, found condition number Infinity where"
                                + " 4.50e+15 is allowed");
        TangentVector away = new TangentVector(y, one.negate(), zero, zero);
        assertThat(Retraction.KSL.outsideDomain(away))
                .contains(
                        "ksl: (Y + Z) V must be regular, found condition number Infinity where"
                                + " 4.50e+15 is allowed");
        assertThat(Retraction.LSK.outsideDomain(away)).isPresent();
        assertThat(Retraction.SVD.outsideDomain(TangentVector.zero(y))).isEmpty();
        TangentVector broken = cross.times(Double.NaN);
        for (Retraction retraction : SECOND_ORDER) {
            assertThat(retraction.outsideDomain(broken)).as("%s", retraction).isPresent();
        }
    }

    @Test
    void wrongCallsAreRefusedInASentence() {
        LowRankMatrix y = Points.point(8, 7, false, new SplitMix64(1));
        LowRankMatrix x = Points.point(8, 7, 2, false, new SplitMix64(1));
        for (Retraction retraction : SECOND_ORDER) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> retraction.inverse(y, x))
                    .withMessage(
                            retraction == Retraction.LSK
                                    ? "Retraction: both matrices must have the same shape and rank,"
                                            + " found 7×8 of rank 3 and 7×8 of rank 2"
                                    : "Retraction: both matrices must have the same shape and rank,"
                                            + " found 8×7 of rank 3 and 8×7 of rank 2");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retraction.FACTOR.inverse(y, y))
                .withMessage(
                        "factor: has no inverse here; curves want a retraction of second order");
        LowRankMatrix square = Points.point(7, 7, false, new SplitMix64(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retraction.SVD.extended(square, Dense.of(Matrix.identity(7))))
                .withMessage("svd: the extended form wants an increment in factors, found Dense");
    }

    @Test // the algebraic inverse of the truncation is one only near X
    void inverseSaysWhenItIsNone() {
        Matrix all = Matrix.identity(6);
        Matrix core = Matrix.diagonal(1, 1e-3);
        LowRankMatrix y = new LowRankMatrix(all.columns(0, 2), core, all.columns(0, 2));
        LowRankMatrix turned = new LowRankMatrix(all.columns(2, 4), core, all.columns(2, 4));
        for (Retraction retraction :
                List.of(Retraction.SVD, Retraction.KSL, Retraction.LSK, Retraction.KLS)) {
            assertThatExceptionOfType(RetractionException.class)
                    .isThrownBy(() -> retraction.inverse(y, turned))
                    .withMessageContaining("must be regular");
        }
        SplitMix64 random = new SplitMix64(6);
        LowRankMatrix x =
                Truncation.toRank(2)
                        .apply(y.plus(Points.ambient(y, random).times(0.1)).orthonormalized())
                        .value();
        LowRankMatrix small = new LowRankMatrix(x.u(), Matrix.diagonal(1, 1e-6), x.v());
        assertThatExceptionOfType(RetractionException.class)
                .isThrownBy(() -> Retraction.SVD.inverse(y, small))
                .withMessageStartingWith("svd: Y + Z must be nearer to X than σ_r(X) = 1.00e-06");
    }
}
