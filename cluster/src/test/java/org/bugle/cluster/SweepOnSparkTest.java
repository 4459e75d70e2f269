package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SweepOnSparkTest {
    @Test
    void aStudyIsComputedWhereSparkSubmitWasTold() {
        assertThat(SweepOnSpark.withMaster(words("sweep", "run.yaml"), "yarn"))
                .containsExactly("sweep", "run.yaml", "--master", "yarn");
    }

    @Test
    void itsOwnMasterComesFirst() {
        assertThat(SweepOnSpark.withMaster(words("sweep", "--master=local"), "yarn"))
                .containsExactly("sweep", "--master=local");
        assertThat(SweepOnSpark.withMaster(words("sweep", "--master", "local"), "yarn"))
                .containsExactly("sweep", "--master", "local");
    }

    @Test
    void otherCommandsAreAsTheyAre() {
        assertThat(SweepOnSpark.withMaster(words("--version"), "yarn"))
                .containsExactly("--version");
    }

    private static String[] words(String... words) {
        return words;
    }
}
