package org.bugle.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.bugle.app.config.InputException;
import org.bugle.app.sweep.Answer;
import org.bugle.app.sweep.Task;
import org.bugle.app.sweep.Workplace.Listener;
import org.bugle.app.sweep.Workplace.Order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The tasks of a study on their way through Spark: each is a job, and a thread waits for its
/// answer. What happens is put in line, and told by the thread that called.
final class Study {
    /// Of a job, beside its other properties: which task it computes.
    static final String NUMBER = "bugle.task";

    private static final String GROUP = "bugle";

    /// How often the wish to stop is asked for.
    private static final long POLL_MILLIS = 200;

    /// Something to tell.
    private sealed interface Event {
        record Answered(Task task, Answer answer) implements Event {}

        record Lost(Task task, String reason) implements Event {}

        /// Spark has ended, though nobody here wanted it to.
        record Ended() implements Event {}
    }

    private final List<Task> tasks;
    private final Order order;
    private final Listener listener;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<Integer, Integer> attempts = new HashMap<>();
    private int answered;
    private volatile boolean over;

    Study(List<Task> tasks, Order order, Listener listener) {
        this.tasks = List.copyOf(tasks);
        this.order = order;
        this.listener = listener;
    }

    /// Computes all tasks, or some if cancelled.
    ///
    /// @throws InputException if the cluster ends the study
    void compute(JavaSparkContext context, SparkTask work) {
        context.sc().addSparkListener(new Losses(tasks, this::lost));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Task task : tasks) { // Spark keeps their order
                    Job job = submit(task, context, work);
                    threads.execute(() -> follow(task, job, context, work));
                    tell(0);
                }
                while (answered < tasks.size() && !listener.isCancelled()) {
                    tell(POLL_MILLIS);
                }
                tell(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                over = true; // the threads end when their jobs do
                stop(context.sc());
            }
        }
    }

    /// Tells what Spark had still to tell of losses when it ended.
    void tellTheRest() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof Event.Lost && !listener.isCancelled()) {
                tell(event);
            }
        }
    }

    /// Jobs that are still to come are stopped, too.
    private static void stop(SparkContext spark) {
        if (!spark.isStopped()) {
            spark.cancelJobGroupAndFutureJobs(GROUP);
        }
    }

    private void follow(Task task, Job first, JavaSparkContext context, SparkTask work) {
        Job job = first;
        for (int attempt = 1; ; attempt++) {
            Answer answer = answer(job, context);
            if (!over
                    && attempt < order.attempts()
                    && answer instanceof Answer.Failed(String sentence, boolean again)
                    && again) {
                events.add(new Event.Lost(task, sentence));
                job = submit(task, context, work);
            } else {
                if (!(answer instanceof Answer.Stopped)) {
                    events.add(new Event.Answered(task, answer));
                }
                return;
            }
        }
    }

    /// An answer that is to come.
    @FunctionalInterface
    private interface Job {
        /// @throws Exception any, for Spark hides that it throws checked exceptions
        Answer await() throws Exception;
    }

    private static Job submit(Task task, JavaSparkContext context, SparkTask work) {
        try {
            context.setJobGroup(GROUP, "case " + task.number());
            context.setLocalProperty(NUMBER, Integer.toString(task.number()));
            var future = context.parallelize(List.of(task), 1).map(work).collectAsync();
            return () -> future.get().getFirst();
        } catch (IllegalStateException e) { // Spark has ended
            return () -> {
                throw e;
            };
        }
    }

    private Answer answer(Job job, JavaSparkContext context) {
        try {
            Answer answer = job.await();
            return answer instanceof Answer.Stopped
                    ? new Answer.Failed("the worker was told to stop", true)
                    : answer;
        } catch (Exception e) {
            if (!context.sc().isStopped()) {
                return new Answer.Failed(Reason.ofJob(e), true);
            }
            events.add(new Event.Ended());
            return new Answer.Stopped();
        }
    }

    /// Spark computes the task again by itself.
    private void lost(Task task, String reason) {
        events.add(new Event.Lost(task, reason));
    }

    /// Tells what there is to tell, and waits for it a while.
    private void tell(long millis) throws InterruptedException {
        Event event = events.poll(millis, TimeUnit.MILLISECONDS);
        while (event != null) {
            tell(event);
            event = events.poll();
        }
    }

    private void tell(Event event) {
        switch (event) {
            case Event.Answered(Task task, Answer answer) -> {
                answered++;
                listener.answered(task, answer);
            }
            case Event.Lost(Task task, String reason) -> {
                int next = attempts.merge(task.number(), 1, Integer::sum) + 1;
                listener.retried(task, next, reason);
            }
            case Event.Ended() -> {
                if (!listener.isCancelled()) { // the signal that cancels ends Spark, too
                    throw new InputException(
                            "--master %s: Spark has ended the study; what is finished is kept"
                                    .formatted(order.master()));
                }
            }
        }
    }
}
