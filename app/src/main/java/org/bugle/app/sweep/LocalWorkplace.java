package org.bugle.app.sweep;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// The cores of this machine: several tasks at a time, each in a thread of its own. A task that is
/// computed again waits until all others have had their turn.
public final class LocalWorkplace implements Workplace {
    /// How often the wish to stop is asked for.
    private static final long POLL_MILLIS = 100;

    /// How long running tasks have to come to their next step after it, before they are left alone.
    private static final long END_SECONDS = 2;

    private final Computer computer;

    /// What computes a task.
    interface Computer {
        Answer compute(Task task, BooleanSupplier cancelled);
    }

    public LocalWorkplace() {
        this(TaskRun::compute);
    }

    LocalWorkplace(Computer computer) {
        this.computer = computer;
    }

    @Override
    public boolean accepts(String master) {
        return master.isEmpty();
    }

    @Override
    public void compute(List<Task> tasks, Order order, Listener listener) {
        new Work(computer, order, listener).run(tasks);
    }

    private record Attempt(Task task, int number) {}

    private record Ended(Attempt attempt, Answer answer) {}

    /// One call's tasks. Its own thread alone talks to the listener.
    private static final class Work {
        private final Computer computer;
        private final Order order;
        private final Listener listener;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Queue<Attempt> waiting = new ArrayDeque<>();
        private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        private int running;

        Work(Computer computer, Order order, Listener listener) {
            this.computer = computer;
            this.order = order;
            this.listener = listener;
        }

        void run(List<Task> tasks) {
            tasks.forEach(task -> waiting.add(new Attempt(task, 1)));
            ExecutorService threads =
                    Executors.newFixedThreadPool(
                            order.atOnce(),
                            Thread.ofPlatform().daemon().name("case-", 0).factory());
            try {
                while (running + waiting.size() > 0 && !listener.isCancelled()) {
                    while (running < order.atOnce() && !waiting.isEmpty()) {
                        start(waiting.remove(), threads);
                    }
                    take();
                }
                stopped.set(true);
                threads.shutdown();
                threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
                drain();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                stopped.set(true);
                threads.shutdown();
            }
        }

        private void start(Attempt attempt, ExecutorService threads) {
            running++;
            threads.execute(() ->
                    ended.add(new Ended(attempt, computer.compute(attempt.task(), stopped::get))));
        }

        private void take() throws InterruptedException {
            Ended next = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                running--;
                hear(next);
            }
        }

        /// What has ended while the others were being stopped is not lost.
        private void drain() {
            for (Ended next = ended.poll(); next != null; next = ended.poll()) {
                hear(next);
            }
        }

        private void hear(Ended end) {
            Attempt attempt = end.attempt();
            switch (end.answer()) {
                case Answer.Stopped() -> {}
                case Answer.Failed(String sentence, boolean again)
                        when again && attempt.number() < order.attempts() -> {
                    listener.retried(attempt.task(), attempt.number() + 1, sentence);
                    waiting.add(new Attempt(attempt.task(), attempt.number() + 1));
                }
                case Answer.Failed failed -> listener.answered(attempt.task(), failed);
                case Answer.Finished finished -> listener.answered(attempt.task(), finished);
            }
        }
    }
}
