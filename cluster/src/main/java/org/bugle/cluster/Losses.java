package org.bugle.cluster;

import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.bugle.app.sweep.Task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells of tasks that Spark computes again by itself: those that were lost through no fault of
/// theirs, with their worker. The others come back as failures of their jobs.
final class Losses extends SparkListener {
    private final Map<String, Task> tasks;
    private final BiConsumer<Task, String> lost;
    private final Map<Integer, Task> running = new HashMap<>();

    Losses(List<Task> tasks, BiConsumer<Task, String> lost) {
        this.tasks =
                tasks.stream()
                        .collect(
                                Collectors.toMap(
                                        task -> Integer.toString(task.number()),
                                        Function.identity()));
        this.lost = lost;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        Task task = tasks.get(event.properties().getProperty(Study.NUMBER));
        if (task != null) {
            running.put(event.stageInfo().stageId(), task);
        }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted event) {
        running.remove(event.stageInfo().stageId());
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        Task task = running.get(event.stageId());
        if (task != null
                && event.reason() instanceof TaskFailedReason reason
                && !reason.countTowardsTaskFailures()) {
            lost.accept(task, Reason.of(reason.toErrorString()));
        }
    }
}
