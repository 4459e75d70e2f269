package org.bugle.app.sweep;

import java.util.List;

/// Where the cases of a study are computed: on the cores of this machine, or on a cluster. Found by
/// [java.util.ServiceLoader], so that a cluster's libraries may be missing.
public interface Workplace {
    /// Whether this is the place that a `--master` names; empty for this machine.
    boolean accepts(String master);

    /// Computes all tasks, in any order, and comes back when each is answered or the work is
    /// stopped.
    ///
    /// A task that failed, or whose worker is lost, is computed again as often as `order` says; a
    /// task whose input is wrong is not.
    ///
    /// @throws org.bugle.app.config.InputException if the place cannot be reached
    void compute(List<Task> tasks, Order order, Listener listener);

    /// How the tasks are to be computed.
    ///
    /// @param master as in `--master`
    /// @param attempts at most so many a task, at least 1
    /// @param atOnce tasks at a time on this machine; a cluster knows its own number
    record Order(String master, int attempts, int atOnce) {
        public Order {
            if (attempts < 1 || atOnce < 1) {
                throw new IllegalArgumentException(
                        "Workplace: attempts and tasks at a time must be at least 1, found %d and %d"
                                .formatted(attempts, atOnce));
            }
        }
    }

    /// Who hears of the tasks, from one thread at a time.
    interface Listener {
        /// A task is done for good: finished, or failed in its last attempt.
        void answered(Task task, Answer answer);

        /// A task failed or was lost, and is computed again.
        void retried(Task task, int attempt, String reason);

        boolean isCancelled();
    }
}
