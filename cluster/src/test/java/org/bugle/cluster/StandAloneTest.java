package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.sweep.Answer;
import org.bugle.app.sweep.LocalWorkplace;
import org.bugle.app.sweep.Task;
import org.bugle.app.sweep.Workplace.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A real cluster, of which half is killed.
@Tag("slow")
class StandAloneTest {
    private static final int CASES = 30;

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "spark.jars", Packaged.jar().toUri().toString(),
                    "spark.executor.memory", "600m",
                    "spark.driver.host", "127.0.0.1",
                    "spark.driver.bindAddress", "127.0.0.1");

    @TempDir Path folder;

    @BeforeEach
    void set() {
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void clear() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    /// Of half a second or so; one cannot be read.
    private static Task task(int number) {
        return new Task(
                number,
                """
                problem: riccati
                integrator: {name: %s, rank: %d}
                time: {end: 1.0, steps: 300}
                """
                        .formatted(number == 13 ? "bugg" : "bug", 2 + number % 8),
                1);
    }

    /// The answers without what is of the machine, not of the case.
    private static List<String> bits(Heard heard) {
        return heard.answers.values().stream()
                .map(answer ->
                        answer instanceof Answer.Finished(String result, double _)
                                ? result.replaceAll("\"(total|perStep|peakBytes)\" : \\S+", "")
                                : answer.toString())
                .toList();
    }

    @Test
    void nothingIsLostWithAWorkerThatIsKilled() throws Exception {
        List<Task> tasks = IntStream.rangeClosed(1, CASES).mapToObj(StandAloneTest::task).toList();
        Heard here = new Heard();
        new LocalWorkplace().compute(tasks, new Order("", 1, 2), here);
        Heard there;
        try (StandAlone cluster = new StandAlone(folder, 2)) {
            there =
                    new Heard() {
                        @Override
                        public void answered(Task task, Answer answer) {
                            super.answered(task, answer);
                            if (answers.size() == CASES / 2) {
                                cluster.kill(0);
                            }
                        }
                    };
            new SparkWorkplace().compute(tasks, new Order(cluster.master(), 3, 1), there);
        }
        assertThat(there.answers).hasSize(CASES);
        assertThat(there.answers.get(13))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.again()).isFalse());
        assertThat(bits(there)).isEqualTo(bits(here));
        assertThat(there.retries)
                .isNotEmpty()
                .allMatch(retry -> retry.matches("\\d+, attempt 2: executor \\d+ was lost: .+"));
    }
}
