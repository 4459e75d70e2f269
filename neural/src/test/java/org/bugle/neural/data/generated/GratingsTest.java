package org.bugle.neural.data.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.neural.data.Samples;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class GratingsTest {
    @Test // the figures of spec `tucker-conv` F
    void trainingSetIsTheSpecs() {
        Samples train = Gratings.of(800, 71);
        assertThat(train.size()).isEqualTo(800);
        assertThat(train.inputShape()).containsExactly(1, 12, 12);
        double[] labels = train.all().targets().toDoubles();
        assertThat(Arrays.copyOf(labels, 10)).containsExactly(6, 0, 3, 3, 6, 3, 2, 2, 4, 3);
        assertThat(train.all().inputs().at(0)).isCloseTo(0.608738333059, within(1e-12));
        assertThat(Arrays.stream(train.all().inputs().toDoubles()).sum())
                .isCloseTo(-865.75421486, within(1e-8));
    }

    @Test
    void fewerImagesAreTheFirstOnes() {
        assertThat(Gratings.of(3, 72).all().inputs())
                .isEqualTo(Gratings.of(5, 72).batch(List.of(0, 1, 2)).inputs());
    }
}
