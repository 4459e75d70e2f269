package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.ExecutionException;

/// Texts are those of Spark 4.2.
class ReasonTest {
    @Test
    void aLostExecutorIsNamedWithTheReason() {
        assertThat(
                        Reason.of(
                                "ExecutorLostFailure (executor 1 exited unrelated to the running"
                                    + " tasks) Reason: worker lost: 127.0.0.1:5 got disassociated"))
                .isEqualTo("executor 1 was lost: worker lost: 127.0.0.1:5 got disassociated");
    }

    @Test
    void ofAJobOnlyTheFailureOfItsTaskIsLeft() {
        Exception failure =
                new IllegalStateException(
                        """
                        Job aborted due to stage failure: Task 0 in stage 3.0 failed 1 times, most recent failure: Lost task 0.0 in stage 3.0 (TID 4) (127.0.0.1 executor 0): java.lang.IllegalStateException: odd
                        \tat org.bugle.Somewhere.run(Somewhere.java:1)
                        Driver stacktrace:\
                        """);
        assertThat(Reason.ofJob(new ExecutionException(failure)))
                .isEqualTo(Reason.ofJob(failure))
                .isEqualTo("java.lang.IllegalStateException: odd");
    }

    @Test
    void anExecutorThatATaskHasEndedIsLost() {
        Exception failure =
                new IllegalStateException(
                        """
                        Job aborted due to stage failure: Task 0 in stage 3.0 failed 1 times, most recent failure: Lost task 0.0 in stage 3.0 (TID 4) (10.0.0.7 executor 2): ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Command exited with code 52
                        Driver stacktrace:\
                        """);
        assertThat(Reason.ofJob(failure))
                .isEqualTo("executor 2 was lost: Command exited with code 52");
    }

    @Test
    void anythingElseIsItsFirstLine() {
        assertThat(Reason.ofJob(new IllegalStateException("Job 0 cancelled\nas asked")))
                .isEqualTo("Job 0 cancelled");
        assertThat(Reason.ofJob(new IllegalStateException())).isNotBlank();
    }
}
