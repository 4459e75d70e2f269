package org.bugle.cluster;

import org.bugle.app.sweep.Answer;
import org.bugle.app.sweep.Task;
import org.bugle.app.sweep.Workplace.Listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Writes down what it is told.
class Heard implements Listener {
    final Map<Integer, Answer> answers = new TreeMap<>();
    final List<String> retries = new ArrayList<>();
    final AtomicBoolean cancelled = new AtomicBoolean();

    @Override
    public void answered(Task task, Answer answer) {
        if (answers.put(task.number(), answer) != null) {
            throw new AssertionError("case %d is answered twice".formatted(task.number()));
        }
    }

    @Override
    public void retried(Task task, int attempt, String reason) {
        retries.add("%d, attempt %d: %s".formatted(task.number(), attempt, reason));
    }

    @Override
    public boolean isCancelled() {
        return cancelled.get();
    }
}
