package org.bugle.cluster;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.bugle.app.sweep.Answer;
import org.bugle.app.sweep.Task;

/// What a worker does with a task.
record SparkTask(Computation computation) implements Function<Task, Answer> {
    @Override
    public Answer call(Task task) {
        return computation.compute(task, TaskContext.get()::isInterrupted);
    }
}
