package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

class OrthogonalSgdTest {
    private static final String WIDE = "wide";
    private static final String TALL = "tall";

    private final SplitMix64 random = new SplitMix64(41);
    private final Matrix wide = Draws.matrix(random, 5, 9);
    private final Matrix tall = Draws.matrix(random, 9, 5);
    private final Weights dense =
            Weights.of(
                    Map.of(
                            WIDE, DenseWeight.trained(Draws.uniform(random, List.of(5, 9), 1)),
                            TALL, DenseWeight.trained(Draws.uniform(random, List.of(9, 5), 1))));
    private final Quadratic objective =
            new Quadratic(
                    Map.of(
                            WIDE, new Quadratic.Term(Array.of(wide), Array.number(1)),
                            TALL, new Quadratic.Term(Array.of(tall), Array.number(1))));

    private TrainingState trained(OrthogonalSgd method, int iterations) {
        TrainingState state = method.begin(dense, List.of(WIDE, TALL), random);
        for (int i = 0; i < iterations; i++) {
            state = method.step(objective, state, 0.1).state();
        }
        return state;
    }

    private static Matrix weight(TrainingState state, String name) {
        return state.weights().get(name).merged().toMatrix();
    }

    @ParameterizedTest // rounding for QR; what a step of the other one drifts by
    @CsvSource({"QR, 1e-14", "CAYLEY, 1e-2"})
    void rowsStayOrthonormal(OrthogonalSgd.Retraction retraction, double tolerance) {
        for (int iterations : new int[] {0, 1, 10, 100}) {
            Matrix x = weight(trained(new OrthogonalSgd(retraction, 0.3, 1), iterations), WIDE);
            assertThat(x.timesAdjoint(x).minus(Matrix.identity(5)).norm())
                    .isLessThan(5 * tolerance);
        }
    }

    @ParameterizedTest // the nearest matrix with orthonormal rows is the polar factor
    @EnumSource
    void aQuadraticEndsAtThePolarFactorOfItsTarget(OrthogonalSgd.Retraction retraction) {
        Svd svd = Svd.of(wide);
        Matrix polar = svd.u().timesAdjoint(svd.v());
        TrainingState end = trained(new OrthogonalSgd(retraction, 0.3, 1), 1500);
        assertThat(weight(end, WIDE).minus(polar).norm()).isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void tallWeightsAreNotConstrained(OrthogonalSgd.Retraction retraction) {
        TrainingState end = trained(new OrthogonalSgd(retraction, 0, 1), 300);
        assertThat(weight(end, TALL).minus(tall).norm()).isLessThan(1e-12);
    }

    @ParameterizedTest // to first order both go along the projected gradient
    @EnumSource
    void aSmallStepIsThatOfTheProjectedGradient(OrthogonalSgd.Retraction retraction) {
        OrthogonalSgd method = new OrthogonalSgd(retraction, 0, 1);
        TrainingState start = method.begin(dense, List.of(WIDE), random);
        Matrix x = weight(start, WIDE);
        Matrix g = x.minus(wide);
        Matrix symmetric = g.timesAdjoint(x).plus(x.timesAdjoint(g)).times(0.5);
        Matrix projected = g.minus(symmetric.times(x));
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            double rate = 1e-3 / (k + 1);
            Matrix moved = weight(method.step(objective, start, rate).state(), WIDE);
            errors[k] = moved.minus(x).plus(rate, projected).norm();
        }
        assertThat(errors[0]).isLessThan(1e-4);
        assertThat(errors[0] / errors[1]).isBetween(3.5, 4.5);
    }
}
