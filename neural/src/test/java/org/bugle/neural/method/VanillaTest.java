package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class VanillaTest {
    private static final String W = "w";
    private static final Vanilla METHOD = new Vanilla(new RankRule.Fixed(3), Sgd.plain());

    private final SplitMix64 random = new SplitMix64(12);
    private final Array dense = Draws.uniform(random, List.of(6, 2, 2, 2), 1);
    private final Matrix target = Draws.matrix(random, 6, 8);
    private final Quadratic objective = Quadratic.of(W, Array.of(target).reshape(dense.shape()));
    private final Weights start =
            METHOD.start(Weights.of(Map.of(W, DenseWeight.trained(dense))), List.of(W), random);

    private static Factored weight(Weights weights) {
        return (Factored) weights.get(W);
    }

    @Test // Eckart and Young: what is left away is the tail of the singular values
    void startsFromTheLeadingSingularTriplets() {
        assertThat(weight(start)).isInstanceOf(LowRankConv2d.class);
        double distance = weight(start).merged().plus(-1, dense).norm();
        Matrix w = dense.reshape(List.of(6, 8)).toMatrix();
        double tail =
                Svd.of(w).singularValues().stream()
                        .skip(3)
                        .mapToDouble(sigma -> sigma * sigma)
                        .sum();
        assertThat(distance).isCloseTo(Math.sqrt(tail), within(1e-13));
    }

    @Test // and so does not depend on the signs of an SVD
    void theLargestEntryOfEveryLeftVectorIsPositive() {
        Matrix u = weight(start).basis(0);
        for (int j = 0; j < u.cols(); j++) {
            double[] column = u.columns(j, j + 1).toArray();
            double max = Arrays.stream(column).max().orElseThrow();
            assertThat(max).isEqualTo(u.columns(j, j + 1).maxAbs());
        }
    }

    @Test
    void oneIterationDescendsAlongTheGradientOfEveryFactor() {
        LowRankMatrix w = weight(start).factors().toLowRankMatrix();
        Matrix g = w.toDense().minus(target);
        Matrix u1 = w.u().plus(-0.1, g.times(w.v()).timesAdjoint(w.s()));
        Matrix s1 = w.s().plus(-0.1, w.u().adjointTimes(g).times(w.v()));
        Matrix v1 = w.v().plus(-0.1, g.adjointTimes(w.u()).times(w.s()));

        Step step = METHOD.step(objective, TrainingState.of(start), 0.1);
        Tucker found = weight(step.state().weights()).factors();
        assertThat(found.toLowRankMatrix().u().minus(u1).norm()).isLessThan(1e-14);
        assertThat(found.toLowRankMatrix().s().minus(s1).norm()).isLessThan(1e-14);
        assertThat(found.toLowRankMatrix().v().minus(v1).norm()).isLessThan(1e-14);
        assertThat(step.backwardPasses()).isOne();
    }
}
