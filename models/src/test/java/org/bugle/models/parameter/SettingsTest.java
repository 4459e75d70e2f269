package org.bugle.models.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

class SettingsTest {

    enum Shape {
        @Named("4r")
        FOUR_R,
        ILL_PREPARED
    }

    sealed interface Noise {}

    @Named("white")
    record White(@Key(doc = "strength", def = "1.0", above = 0) double strength) implements Noise {}

    record NoNoise() implements Noise {}

    record Grid(@Key(doc = "points", min = 5) int points) {}

    @Named(value = "heat", doc = "The heat equation")
    record Heat(
            @Key(doc = "grid", unit = "m") Grid grid,
            @Key(doc = "conductivity", def = "0.5", min = 0, below = 1, source = "Table 1")
                    double alpha,
            @Key(doc = "seed", def = "1") long seed,
            @Key(doc = "scaled", def = "true") boolean scaled,
            @Key(
                            doc = "file",
                            allowed = {"none", "*.h5"})
                    Optional<String> file,
            @Key(doc = "widths", def = "[1, 2]", above = 0) List<Double> widths,
            @Key(doc = "shape", def = "4r") Shape shape,
            @Key(doc = "noise", def = "no-noise") Noise noise) {

        Heat {
            if (alpha > widths.size()) {
                throw new IllegalArgumentException("alpha exceeds the number of widths");
            }
        }
    }

    static final Settings<Heat> HEAT = Settings.of(Heat.class);

    @Test
    void everyComponentBecomesADescribedKey() {
        assertThat(HEAT.name()).isEqualTo("heat");
        assertThat(HEAT.doc()).isEqualTo("The heat equation");
        assertThat(HEAT.keys())
                .extracting(key -> key.name() + ": " + key.kind().phrase())
                .containsExactly(
                        "grid: a mapping",
                        "alpha: a number in [0, 1)",
                        "seed: a whole number",
                        "scaled: true or false",
                        "file: one of none, *.h5",
                        "widths: a list, each element a number > 0",
                        "shape: one of 4r, ill-prepared",
                        "noise: one of white, no-noise");
        Setting alpha = HEAT.keys().get(1);
        assertThat(alpha.source()).isEqualTo("Table 1");
        assertThat(alpha.fallback()).isEqualTo("0.5");
        assertThat(HEAT.keys().getFirst().unit()).isEqualTo("m");
    }

    @Test
    void aNestedRecordIsRequiredWhereOneOfItsKeysIs() {
        assertThat(HEAT.keys())
                .filteredOn(Setting::isRequired)
                .extracting(Setting::name)
                .containsExactly("grid");
    }

    @Test
    void valuesBuildTheRecordAndComeBackFromIt() {
        Heat heat =
                new Heat(
                        new Grid(7),
                        0.25,
                        3,
                        false,
                        Optional.of("a.h5"),
                        List.of(1.0),
                        Shape.ILL_PREPARED,
                        new White(2));
        Map<String, Object> values =
                HEAT.keys().stream()
                        .collect(Collectors.toMap(Setting::name, key -> HEAT.value(heat, key)));
        assertThat(HEAT.build(values)).isEqualTo(heat);
    }

    @Test
    void theRecordsOwnRefusalIsPassedOn() {
        Map<String, Object> values =
                Map.of(
                        "grid",
                        new Grid(5),
                        "alpha",
                        2.0,
                        "seed",
                        1L,
                        "scaled",
                        true,
                        "file",
                        Optional.empty(),
                        "widths",
                        List.of(1.0),
                        "shape",
                        Shape.FOUR_R,
                        "noise",
                        new NoNoise());
        assertThatThrownBy(() -> HEAT.build(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alpha exceeds the number of widths");
    }

    record Silent(int points) {}

    record Odd(@Key(doc = "odd") StringBuilder text) {}

    @Test
    void aComponentThatNoRunFileCanHoldIsRefused() {
        assertThatThrownBy(() -> Settings.of(Silent.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Silent.points has no @Key");
        assertThatThrownBy(() -> Settings.of(Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Odd.text has the type java.lang.StringBuilder, which no run file can"
                                + " hold");
    }

    @ParameterizedTest
    @CsvSource({
        "0, false",
        "1e-300, true",
        "1, true",
        "1.5, false",
        "NaN, false",
        "Infinity, false",
    })
    void anOpenEndIsRefusedAndAClosedOneIsNot(double x, boolean inside) {
        assertThat(new Range(0, true, 1, false, true).contains(x)).isEqualTo(inside);
        assertThat(new Range(-1, false, 0, true, true).contains(-x)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"NaN, true", "Infinity, true", "-Infinity, false", "-1, false", "0, true"})
    void whereNonFiniteNumbersAreAllowedTheBoundsStillHold(double x, boolean inside) {
        double none = Double.POSITIVE_INFINITY;
        assertThat(new Range(0, false, none, false, false).contains(x)).isEqualTo(inside);
    }

    @Test
    void aRangeReadsAsInAPaper() {
        double none = Double.POSITIVE_INFINITY;
        assertThat(new Range(1e-12, true, 4, false, true)).hasToString("in (1e-12, 4]");
        assertThat(new Range(-none, false, 0.5, true, true)).hasToString("< 0.5");
        assertThat(new Range(-none, false, 3, false, true)).hasToString("≤ 3");
        assertThat(new Range(-none, false, none, false, true)).hasToString("");
    }
}
