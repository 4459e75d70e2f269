package org.bugle.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

class LocalWorkplaceTest {
    private static final List<Task> TASKS =
            List.of(new Task(1, "good", 1), new Task(2, "flaky", 1), new Task(3, "wrong", 1));

    private static final Answer GOOD = new Answer.Finished("{}", 1);

    /// Writes down what it hears.
    private static class Listener implements Workplace.Listener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void answered(Task task, Answer answer) {
            heard.add(task.number() + " " + answer.getClass().getSimpleName());
        }

        @Override
        public void retried(Task task, int attempt, String reason) {
            heard.add("%d again, attempt %d: %s".formatted(task.number(), attempt, reason));
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    /// Fails for a while.
    private static LocalWorkplace flaky(int failures) {
        Map<Integer, Integer> calls = new ConcurrentHashMap<>();
        return new LocalWorkplace((task, _) -> {
            int call = calls.merge(task.number(), 1, Integer::sum);
            if (task.runFile().equals("flaky") && call <= failures) {
                return new Answer.Failed("no luck", true);
            }
            return task.runFile().equals("wrong") ? new Answer.Failed("wrong", false) : GOOD;
        });
    }

    @Test
    void whatFailedByChanceIsComputedAgainAndWhatIsWrongIsNot() {
        Listener listener = new Listener();
        flaky(1).compute(TASKS, new Workplace.Order("", 2, 1), listener);
        assertThat(listener.heard)
                .containsExactly(
                        "1 Finished", "2 again, attempt 2: no luck", "3 Failed", "2 Finished");
    }

    @Test
    void theLastAttemptCounts() {
        Listener listener = new Listener();
        flaky(3).compute(TASKS, new Workplace.Order("", 3, 2), listener);
        assertThat(listener.heard)
                .contains("2 again, attempt 2: no luck", "2 again, attempt 3: no luck", "2 Failed")
                .hasSize(5);
    }

    @Test
    void tasksRunSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        Listener listener = new Listener();
        new LocalWorkplace(
                        (_, _) -> {
                            both.countDown();
                            try {
                                both.await(); // for ever, if they came one after the other
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return GOOD;
                        })
                .compute(TASKS.subList(0, 2), new Workplace.Order("", 1, 2), listener);
        assertThat(listener.heard).hasSize(2);
    }

    @Test
    void aCancelledTaskIsNoAnswer() {
        Listener listener =
                new Listener() {
                    @Override
                    public boolean isCancelled() {
                        return !heard.isEmpty();
                    }
                };
        new LocalWorkplace(
                        (task, cancelled) -> {
                            while (task.number() > 1 && !cancelled.getAsBoolean()) {
                                Thread.onSpinWait();
                            }
                            return task.number() > 1 ? new Answer.Stopped() : GOOD;
                        })
                .compute(TASKS, new Workplace.Order("", 2, 2), listener);
        assertThat(listener.heard).containsExactly("1 Finished");
    }
}
