package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final String PRINTED =
            """
            problem     riccati, real 40×40
            t = 0.1 of 1
            error       1.106e-05 relative
            time        5.09 s for 100 steps
            """;

    @Test
    void numbersMayDifferInTheirLastDigits() {
        assertThat(Transcript.matches("error  1.1e-05 relative", "error   1.106e-05 relative"))
                .isTrue();
        assertThat(Transcript.matches("error 1.2e-05 relative", "error 1.106e-05 relative"))
                .isFalse();
        assertThat(Transcript.matches("order 2.00", "order -2.00")).isFalse();
        assertThat(Transcript.matches("1,0.5,8.7315E-4", "1,0.5,8.731528510728699E-4")).isTrue();
        assertThat(Transcript.matches("1,0.5,8.7315E-4", "2,0.5,8.731528510728699E-4")).isFalse();
    }

    @Test
    void wordsMustBeTheSame() {
        assertThat(Transcript.matches("error 1 relative", "error 1 absolute")).isFalse();
        assertThat(Transcript.matches("bug  8", "bug 8 more")).isFalse();
        assertThat(Transcript.matches("time … for 100 steps", "time 5.09 s for 100 steps"))
                .isTrue();
    }

    @Test
    void linesMayBeLeftOutWhereThePageSaysSo() {
        Transcript.assertMatches("problem riccati, real 40×40\n…\ntime … steps\n", PRINTED);
        assertThatThrownBy(() ->
                        Transcript.assertMatches("problem riccati, real 40×40\ntime …\n", PRINTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("time …");
    }
}
