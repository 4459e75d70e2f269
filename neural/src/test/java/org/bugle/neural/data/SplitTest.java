package org.bugle.neural.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class SplitTest {
    /// Sample i is (i, 100 + i) of class i modulo 3.
    private static Samples numbered(int count) {
        return Samples.of(
                Array.generate(List.of(count, 2), i -> Math.floorDiv(i, 2) + 100.0 * (i % 2)),
                Array.generate(List.of(count), i -> i % 3),
                3);
    }

    private static List<Integer> all(Dataset data) {
        return IntStream.range(0, data.size()).boxed().toList();
    }

    private static List<Integer> numbers(Dataset data) {
        Array inputs = data.batch(all(data)).inputs();
        return IntStream.range(0, data.size()).mapToObj(i -> (int) inputs.at(2 * i)).toList();
    }

    @Test
    void trainAndTestHoldDifferentSamples() {
        Split split = Split.of(numbered(10), 6, 3, 5);
        assertThat(split.train().size()).isEqualTo(6);
        assertThat(split.test().size()).isEqualTo(3);
        assertThat(Stream.concat(numbers(split.train()).stream(), numbers(split.test()).stream()))
                .doesNotHaveDuplicates();
        assertThat(numbers(split.train()))
                .isEqualTo(Samples.shuffled(10, new SplitMix64(5)).subList(0, 6));
        assertThat(split.train().batch(List.of(4)).targets().at(0))
                .isEqualTo(numbers(split.train()).get(4) % 3);
        assertThat(split.train().outputs()).isEqualTo(3);
        assertThat(split.train().inputShape()).containsExactly(2);
    }

    @Test
    void anotherSeedGivesOtherSamples() {
        assertThat(numbers(Split.of(numbered(50), 25, 0, 1).train()))
                .isNotEqualTo(numbers(Split.of(numbered(50), 25, 0, 2).train()))
                .isEqualTo(numbers(Split.of(numbered(50), 25, 25, 1).train()));
    }

    @Test
    void tooManySamplesCannotBeTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(numbered(10), 8, 3, 1))
                .withMessage("Split: of 10 samples, 8 to train and 3 to test cannot be taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(numbered(10), Integer.MAX_VALUE, 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Split.of(numbered(10), 0, 3, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subset(numbered(2), List.of(0, 2)))
                .withMessage("Subset: indices must be in 0 … 1, found 2");
    }

    @Test
    void normalisedSamplesHaveMeanZeroAndVarianceOne() {
        Dataset raw = numbered(300);
        Dataset data = Normalisation.of(raw).apply(raw);
        Array inputs = data.batch(all(data)).inputs();
        for (int channel = 0; channel < 2; channel++) {
            int c = channel;
            double[] x = IntStream.range(0, 300).mapToDouble(i -> inputs.at(2 * i + c)).toArray();
            assertThat(IntStream.range(0, 300).mapToDouble(i -> x[i]).sum() / 300)
                    .isCloseTo(0, within(1e-12));
            assertThat(IntStream.range(0, 300).mapToDouble(i -> x[i] * x[i]).sum() / 300)
                    .isCloseTo(1, within(1e-12));
        }
        assertThat(data.batch(List.of(7)).targets()).isEqualTo(raw.batch(List.of(7)).targets());
    }

    @Test // images: one mean and one deviation for each channel
    void normalisationIsByChannel() {
        Samples raw =
                Samples.of(
                        Array.generate(List.of(5, 2, 3, 3), i -> 7.0 * Math.floorDiv(i % 18, 9)),
                        Array.zeros(List.of(5)),
                        1);
        Normalisation found = Normalisation.of(raw);
        assertThat(found).isEqualTo(new Normalisation(List.of(0.0, 7.0), List.of(1.0, 1.0)));
        Dataset halved = new Normalisation(List.of(0.0, 1.0), List.of(1.0, 2.0)).apply(raw);
        assertThat(halved.batch(List.of(1)).inputs().at(17)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normalisation(List.of(0.0), List.of(1.0)).apply(raw))
                .withMessage("Normalisation: inputs [2, 3, 3] do not have 1 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normalisation(List.of(0.0), List.of(0.0)))
                .withMessage(
                        "Normalisation: every mean needs a deviation > 0, found [0.0] and [0.0]");
    }
}
