package org.bugle.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-2.5, -2.5",
        "0.02, 0.02",
        "0.001, 0.001",
        "1e-8, 1e-8",
        "-1.25e-6, -1.25e-6",
        "3.14159265, 3.14159",
        "1000000, 1000000",
        "123456789, 1.23457e8",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void aNumberHasNoIdleDigits(double value, String text) {
        assertThat(Numbers.brief(value)).isEqualTo(text);
    }

    @Test
    void sizesHaveUnits() {
        assertThat(Numbers.bytes(12)).isEqualTo("12 B");
        assertThat(Numbers.bytes(2688)).isEqualTo("2.63 KiB");
        assertThat(Numbers.bytes(3L << 30)).isEqualTo("3 GiB");
    }
}
