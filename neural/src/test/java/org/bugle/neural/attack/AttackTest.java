package org.bugle.neural.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class AttackTest {
    /// Of x + δ − x, for pixels up to 1.
    private static final double ROUNDING = 4e-16;

    private static final int SAMPLES = 7;
    private static final int LENGTH = 12;

    private final SplitMix64 random = new SplitMix64(31);
    private final LinearClassifier classifier =
            new LinearClassifier(Draws.matrix(random, 3, LENGTH));

    /// Some pixels are at the ends of 0 … 1.
    private final Batch batch =
            Batch.of(
                    Array.generate(
                            List.of(SAMPLES, LENGTH),
                            _ -> Math.clamp(1.4 * random.nextDouble() - 0.2, 0, 1)),
                    Array.generate(List.of(SAMPLES), i -> i % 3));

    private static double max(Array a) {
        return a.map(Math::abs).toMatrix().maxAbs();
    }

    private double loss(Array inputs) {
        return classifier.loss(Batch.of(inputs, batch.targets()));
    }

    private Array perturbed(Attack attack) {
        return attack.perturbed(classifier, batch, new SplitMix64(5));
    }

    static Stream<Pgd> pgds() {
        return Stream.of(Pgd.Norm.values())
                .flatMap(norm ->
                        Stream.of(Pgd.Start.values())
                                .map(start -> new Pgd(0.1, norm, 10, start, Pixels.unit())));
    }

    @Test
    void fgsmMovesEveryPixelByEpsilonOrToTheEnd() {
        Array moved = perturbed(new Fgsm(0.1, Pixels.unit()));
        for (int i = 0; i < moved.size(); i++) {
            double x = batch.inputs().at(i);
            double delta = Math.abs(moved.at(i) - x);
            if (moved.at(i) > 0 && moved.at(i) < 1) {
                assertThat(delta).isCloseTo(0.1, within(ROUNDING));
            } else {
                assertThat(delta).isLessThanOrEqualTo(0.1 + ROUNDING);
            }
        }
    }

    @Test // and no other perturbation of that size does more
    void fgsmRaisesTheLossByEpsilonTimesTheOneNormToFirstOrder() {
        Array gradient = classifier.gradientByInputs(batch);
        double oneNorm = 0;
        for (int i = 0; i < gradient.size(); i++) {
            oneNorm += Math.abs(gradient.at(i));
        }
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            double epsilon = 1e-3 / (k + 1);
            double gain =
                    loss(perturbed(new Fgsm(epsilon, Pixels.unbounded()))) - loss(batch.inputs());
            errors[k] = gain - epsilon * oneNorm;
        }
        assertThat(Math.abs(errors[0])).isLessThan(1e-3 * oneNorm * 1e-2);
        assertThat(errors[0] / errors[1]).isCloseTo(4, within(0.02));
    }

    @ParameterizedTest
    @MethodSource("pgds")
    void pgdStaysInTheBallAndAmongTheValidPixels(Pgd attack) {
        Array moved = perturbed(attack);
        for (int i = 0; i < SAMPLES; i++) {
            Array delta = moved.rows(i, i + 1).plus(-1, batch.inputs().rows(i, i + 1));
            double size =
                    switch (attack.norm()) {
                        case MAX -> max(delta);
                        case EUCLIDEAN -> delta.norm();
                    };
            assertThat(size).isBetween(0.05, 0.1 + ROUNDING);
        }
        for (int i = 0; i < moved.size(); i++) {
            assertThat(moved.at(i)).isBetween(0.0, 1.0);
        }
        assertThat(loss(moved)).isGreaterThan(loss(batch.inputs()) + 0.05);
    }

    /// The gradient of two logits keeps its direction, so that the steps go straight on: after two
    /// of ten they are where they should be, and in the end at the ball's edge.
    @ParameterizedTest
    @MethodSource("pgds")
    void pgdOfTwoClassesGoesStraight(Pgd attack) {
        Matrix a = Draws.matrix(new SplitMix64(2), 2, LENGTH);
        Batch one = Batch.of(Array.zeros(List.of(1, LENGTH)), Array.of(List.of(1), 0));
        Matrix direction = a.rows(1, 2).minus(a.rows(0, 1));
        Matrix unit =
                switch (attack.norm()) {
                    case MAX -> direction.map(Math::signum);
                    case EUCLIDEAN -> direction.times(1 / direction.norm());
                };
        Pgd from = new Pgd(0.1, attack.norm(), 10, Pgd.Start.CENTRE, Pixels.unbounded());
        Array end = from.perturbed(new LinearClassifier(a), one, random);
        assertThat(end.toMatrix().minus(unit.times(0.1)).norm()).isLessThan(1e-15);
        Pgd single = new Pgd(0.1, attack.norm(), 1, Pgd.Start.CENTRE, Pixels.unbounded());
        Array first = single.perturbed(new LinearClassifier(a), one, random);
        assertThat(first.toMatrix().minus(unit.times(0.1)).norm()).isLessThan(1e-15);
    }

    @Test
    void randomStartsFollowTheSeedAndDiffer() {
        Pgd attack = new Pgd(0.1, Pgd.Norm.MAX, 1, Pgd.Start.RANDOM, Pixels.unit());
        Array once = attack.perturbed(classifier, batch, new SplitMix64(1));
        assertThat(attack.perturbed(classifier, batch, new SplitMix64(1))).isEqualTo(once);
        assertThat(attack.perturbed(classifier, batch, new SplitMix64(2))).isNotEqualTo(once);
    }

    @Test // ε counts in pixels: of normalised inputs ε/deviation, within what are pixels in 0 … 1
    void perturbationsOfNormalizedInputsAreMeasuredInPixels() {
        List<Double> mean = List.of(0.5, 0.4);
        List<Double> deviation = List.of(0.2, 0.5);
        Pixels pixels = Pixels.normalized(mean, deviation);
        Array raw = batch.inputs().reshape(List.of(SAMPLES, 2, 2, 3));
        Batch normalized = Batch.of(pixels.toInputs(raw), batch.targets());
        for (Attack attack :
                List.of(
                        new Fgsm(0.05, pixels),
                        new Pgd(0.05, Pgd.Norm.MAX, 10, Pgd.Start.RANDOM, pixels))) {
            Array moved = attack.perturbed(classifier, normalized, random);
            assertThat(moved.shape()).isEqualTo(raw.shape());
            double largest = 0;
            for (int i = 0; i < moved.size(); i++) {
                int channel = i / 6 % 2;
                double pixel = mean.get(channel) + deviation.get(channel) * moved.at(i);
                assertThat(pixel).isBetween(-1e-15, 1 + 1e-15);
                largest = Math.max(largest, Math.abs(pixel - raw.at(i)));
            }
            assertThat(largest).isCloseTo(0.05, within(1e-15));
        }
    }

    @Test // the last batch is smaller, and counts with its own size
    void robustAccuracyCountsSamples() {
        Samples data = new Samples(batch, 3);
        Fgsm none = new Fgsm(0, Pixels.unit());
        Array logits = classifier.outputs(batch);
        long correct = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int label = i % 3;
            boolean right = true;
            for (int k = 0; k < 3; k++) {
                right &= logits.at(3 * i + k) <= logits.at(3 * i + label);
            }
            correct += right ? 1 : 0;
        }
        assertThat(correct).isBetween(1L, SAMPLES - 1L);
        for (int size : List.of(1, 3, 7, 20)) {
            assertThat(new RobustAccuracy(data, size, 0).under(none, classifier))
                    .isEqualTo((double) correct / SAMPLES);
        }
        assertThat(new RobustAccuracy(data, 3, 0).under(new Fgsm(0.5, Pixels.unit()), classifier))
                .isZero();
    }

    @Test
    void refusesWhatIsNoAttack() {
        assertThatThrownBy(() -> new Fgsm(-0.1, Pixels.unit()))
                .hasMessage("Attack: ε must be ≥ 0, found -0.1");
        assertThatThrownBy(() -> new Pgd(0.1, Pgd.Norm.MAX, 0, Pgd.Start.CENTRE, Pixels.unit()))
                .hasMessage("Pgd: steps must be ≥ 1, found 0");
        assertThatThrownBy(() -> new Pixels(1, 0, List.of(), List.of()))
                .hasMessage("Pixels: low must be ≤ high, found 1.0 and 0.0");
    }
}
