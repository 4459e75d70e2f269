package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.DoubleStream;

class RulerTest {
    @Test
    void wideLogarithmicRangesAreMarkedByPowersOfTen() {
        Ruler ruler = Ruler.exactly(Axis.Scale.LOG, DoubleStream.of(1e-9, 1e-3, -1, 0));
        assertThat(labels(ruler, 10))
                .containsExactly("10⁻⁹", "10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³");
        assertThat(labels(ruler, 3)).containsExactly("10⁻⁸", "10⁻⁶", "10⁻⁴");
        assertThat(ruler.marks(10)).filteredOn(Ruler.Mark::isMinor).hasSize(6 * 8);
    }

    @Test
    void narrowLogarithmicRangesAreMarkedByPlainNumbers() {
        assertThat(labels(Ruler.exactly(Axis.Scale.LOG, DoubleStream.of(20, 160)), 8))
                .containsExactly("20", "50", "100");
        assertThat(labels(Ruler.exactly(Axis.Scale.LOG, DoubleStream.of(0.31, 0.42)), 4))
                .containsExactly("0.35", "0.4");
    }

    @Test
    void linearMarksHaveTheDigitsThatTellThemApart() {
        assertThat(labels(Ruler.exactly(Axis.Scale.LINEAR, DoubleStream.of(0, 1)), 5))
                .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(labels(Ruler.exactly(Axis.Scale.LINEAR, DoubleStream.of(1 - 1e-9, 1 + 1e-9)), 2))
                .containsExactly("0.999999999", "1", "1.000000001");
        assertThat(labels(Ruler.exactly(Axis.Scale.LINEAR, DoubleStream.of(-2e8, 2e8)), 2))
                .containsExactly("−2·10⁸", "0", "2·10⁸");
    }

    @Test // one value up to rounding is a flat line in the middle, not noise over the whole height
    void equalValuesGetRoomOnBothSides() {
        Ruler ruler = Ruler.around(Axis.Scale.LINEAR, DoubleStream.of(0.25, 0.25 + 1e-16));
        assertThat(ruler.low()).isCloseTo(0.225, within(1e-12));
        assertThat(ruler.high()).isCloseTo(0.275, within(1e-12));
    }

    @Test
    void valuesThatTheScaleCannotShowHaveNoPosition() {
        Ruler ruler = Ruler.around(Axis.Scale.LOG, DoubleStream.of(1, 10));
        assertThat(ruler.position(100)).isEqualTo(2);
        assertThat(ruler.position(0)).isNaN();
        assertThat(ruler.position(Double.POSITIVE_INFINITY)).isNaN();
    }

    private static List<String> labels(Ruler ruler, int most) {
        return ruler.marks(most).stream()
                .filter(mark -> !mark.isMinor())
                .map(Ruler.Mark::label)
                .toList();
    }
}
