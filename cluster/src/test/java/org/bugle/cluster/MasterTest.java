package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.app.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

class MasterTest {
    @ParameterizedTest
    @ValueSource(strings = {"local", "local[1]", "local[*]", "local[4,2]"})
    void threadsOfThisProcessAreHere(String text) {
        assertThat(Master.isKnown(text)).isTrue();
        assertThat(Master.of(text).isHere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://host:7077", "spark://one:7077,two:7078", "spark://[::1]:7077"})
    void aStandAloneClusterIsElsewhere(String text) {
        assertThat(Master.isKnown(text)).isTrue();
        assertThat(Master.of(text).isHere()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yarn", "locally", "http://host:8080"})
    void othersAreNotKnown(String text) {
        assertThat(Master.isKnown(text)).isFalse();
    }

    @Test
    void whatSparkSubmitWasToldIsKnown() {
        System.setProperty("spark.master", "yarn");
        try {
            assertThat(Master.isKnown("yarn")).isTrue();
            assertThat(Master.of("yarn").isHere()).isFalse();
        } finally {
            System.clearProperty("spark.master");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    local[0],        "expected local, local[N] with N threads, or local[*] for all cores"
                    local[two],      "expected local, local[N] with N threads, or local[*] for all cores"
                    spark://host,    "expected spark://HOST:PORT, such as spark://localhost:7077"
                    spark://host:0,  "expected spark://HOST:PORT, such as spark://localhost:7077"
                    spark://host:x,  "expected spark://HOST:PORT, such as spark://localhost:7077"
                    spark://h:99999, "expected spark://HOST:PORT, such as spark://localhost:7077"
                    """)
    void aSlipIsToldOf(String text, String expected) {
        assertThat(Master.isKnown(text)).isTrue();
        assertThatThrownBy(() -> Master.of(text))
                .isInstanceOf(InputException.class)
                .hasMessage("--master " + text + ": " + expected);
    }

    @Test
    void oneOfSeveralMastersIsEnough() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String there = "127.0.0.1:" + socket.getLocalPort();
            Master.of("spark://127.0.0.1:1," + there).requireReachable();
        }
        Master none = Master.of("spark://127.0.0.1:1,no-such-host.invalid:7077");
        assertThatThrownBy(none::requireReachable)
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith(
                        ": no Spark master answers there (Connection refused; unknown host"
                                + " no-such-host.invalid)");
    }
}
