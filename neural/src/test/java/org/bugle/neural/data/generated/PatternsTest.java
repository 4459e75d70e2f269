package org.bugle.neural.data.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class PatternsTest {

    @Test
    void classesFollowOneAnother() {
        Samples patterns = Patterns.of(13, 1);
        assertThat(patterns.size()).isEqualTo(13);
        assertThat(patterns.inputShape()).containsExactly(1, 12, 12);
        assertThat(patterns.outputs()).isEqualTo(6);
        assertThat(IntStream.range(0, 13).mapToDouble(patterns.all().targets()::at).boxed())
                .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0);
    }

    @Test // the draws of one image in the order of the spec, the first of them of class 0
    void theFirstImageIsThatOfTheSpec() {
        SplitMix64 random = new SplitMix64(400);
        double phase = 2 * Math.PI * random.nextDouble();
        double frequency = 0.9 + 0.6 * random.nextDouble();
        random.nextDouble();
        random.nextDouble();
        double contrast = 0.25 + 0.2 * random.nextDouble();
        Array image = Patterns.of(1200, 400).batch(List.of(0)).inputs();
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                double wave = contrast * Math.sin(frequency * i + phase);
                double pixel = Math.clamp(0.5 + wave + 0.15 * Draws.normal(random), 0, 1);
                assertThat(image.at(12 * i + j)).isCloseTo(pixel, within(1e-15));
            }
        }
    }

    /// Averaged along the lines of its wave, an image varies about as much as without; across them
    /// hardly. That tells rows from columns and the two diagonals apart.
    @Test
    void wavesLieInTheirDirections() {
        Samples patterns = Patterns.of(600, 2);
        List<IntStep> along =
                List.of((i, _) -> i, (_, j) -> j, (i, j) -> i + j, (i, j) -> i - j + 11);
        for (int label = 0; label < along.size(); label++) {
            double own = 0;
            double others = 0;
            for (int k = label; k < patterns.size(); k += 6) {
                Array image = patterns.batch(List.of(k)).inputs();
                for (int direction = 0; direction < along.size(); direction++) {
                    double explained = explained(image, along.get(direction));
                    own += direction == label ? explained : 0;
                    others += direction == label ? 0 : explained / 3;
                }
            }
            assertThat(own).isGreaterThan(2 * others);
        }
    }

    private interface IntStep {
        int of(int i, int j);
    }

    /// The sum of squares of an image that means over its lines leave.
    private static double explained(Array image, IntStep line) {
        double[] sums = new double[23];
        int[] counts = new int[23];
        for (int p = 0; p < 144; p++) {
            int at = line.of(p / 12, p % 12);
            sums[at] += image.at(p) - 0.5;
            counts[at]++;
        }
        return IntStream.range(0, 23)
                .filter(at -> counts[at] > 0)
                .mapToDouble(at -> sums[at] * sums[at] / counts[at])
                .sum();
    }
}
