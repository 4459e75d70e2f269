package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.app.config.InputException;
import org.bugle.app.sweep.Answer;
import org.bugle.app.sweep.LocalWorkplace;
import org.bugle.app.sweep.Task;
import org.bugle.app.sweep.Workplace;
import org.bugle.app.sweep.Workplace.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Spark in this process.
class SparkWorkplaceTest {
    private static final Order ORDER = new Order("local[2]", 3, 1);

    private static List<Task> tasks(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> new Task(n, "", 1)).toList();
    }

    private static Answer finished(Task task) {
        return new Answer.Finished("result of " + task.number(), 0);
    }

    @Test
    void isFoundBesideThePlaceOnThisMachine() {
        assertThat(ServiceLoader.load(Workplace.class))
                .hasAtLeastOneElementOfType(SparkWorkplace.class)
                .hasAtLeastOneElementOfType(LocalWorkplace.class)
                .filteredOn(place -> place.accepts("local[*]"))
                .hasOnlyElementsOfType(SparkWorkplace.class);
    }

    @Test
    void nothingToDoNeedsNoCluster() {
        new SparkWorkplace().compute(List.of(), new Order("spark://nowhere:1", 1, 1), new Heard());
    }

    @Tag("slow")
    @Test
    void everyTaskIsAnsweredAsItIsDone() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger startedAtFirst = new AtomicInteger();
        Heard heard =
                new Heard() {
                    @Override
                    public void answered(Task task, Answer answer) {
                        startedAtFirst.compareAndSet(0, started.get());
                        super.answered(task, answer);
                    }
                };
        STARTED.put("", started);
        new SparkWorkplace(
                        (task, _) -> {
                            STARTED.get("").incrementAndGet();
                            pause(task.number() == 1 ? 0 : 100);
                            return finished(task);
                        })
                .compute(tasks(40), ORDER, heard);
        assertThat(heard.answers).hasSize(40).containsEntry(7, finished(new Task(7, "", 1)));
        assertThat(heard.retries).isEmpty();
        assertThat(startedAtFirst.get()).isBetween(1, 39);
    }

    /// Code that Spark has sent somewhere, if only to another thread, comes as a copy.
    private static final Map<String, AtomicInteger> STARTED = new ConcurrentHashMap<>();

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Tag("slow")
    @Test
    void failuresAreComputedAgainIfThatMayHelp() {
        STARTED.put("third", new AtomicInteger());
        Heard heard = new Heard();
        new SparkWorkplace((task, _) ->
                switch (task.number()) {
                    case 1 -> new Answer.Failed("wrong", false);
                    case 2 -> new Answer.Failed("no luck", true);
                    case 3 -> {
                        if (STARTED.get("third").getAndIncrement() == 0) {
                            throw new IllegalStateException("odd");
                        }
                        yield finished(task);
                    }
                    default -> finished(task);
                })
                .compute(tasks(4), ORDER, heard);
        assertThat(heard.answers)
                .hasSize(4)
                .containsEntry(1, new Answer.Failed("wrong", false))
                .containsEntry(2, new Answer.Failed("no luck", true))
                .containsEntry(3, finished(new Task(3, "", 1)));
        assertThat(heard.retries)
                .containsExactlyInAnyOrder(
                        "2, attempt 2: no luck",
                        "2, attempt 3: no luck",
                        "3, attempt 2: java.lang.IllegalStateException: odd");
    }

    @Tag("slow")
    @Test
    void aStudyThatIsCancelledEndsSoonAndKeepsWhatIsThere() {
        Heard heard =
                new Heard() {
                    @Override
                    public void answered(Task task, Answer answer) {
                        super.answered(task, answer);
                        cancelled.set(true);
                    }
                };
        new SparkWorkplace(
                        (task, cancelled) -> {
                            while (task.number() > 1 && !cancelled.getAsBoolean()) {
                                pause(10); // for ever, but for the wish to stop
                            }
                            return task.number() > 1 ? new Answer.Stopped() : finished(task);
                        })
                .compute(tasks(20), ORDER, heard);
        assertThat(heard.answers).containsOnlyKeys(1);
        assertThat(heard.retries).isEmpty();
    }

    @Tag("slow")
    @Test
    void tasksWithMoreThreadsThanThereAreAreRefused() {
        List<Task> tasks = List.of(new Task(1, "", 3));
        assertThatThrownBy(() -> new SparkWorkplace().compute(tasks, ORDER, new Heard()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "--master local[2]: Spark does not start: The number of cores per executor"
                                + " (=2) has to be >= the number of cpus per task = 3.");
    }

    @Test
    void aMasterThatIsNotThereIsOneSentence() {
        Order order = new Order("spark://127.0.0.1:1", 1, 1);
        assertThatThrownBy(() -> new SparkWorkplace().compute(tasks(1), order, new Heard()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "--master spark://127.0.0.1:1: no Spark master answers there (Connection"
                                + " refused)");
    }
}
