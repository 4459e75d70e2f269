package org.bugle.cluster;

import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why Spark lost a task, as a sentence: Spark says it in paragraphs.
final class Reason {
    /// The end of what a job says whose task failed.
    private static final Pattern TASK =
            Pattern.compile("most recent failure: Lost task [^:]*?\\(TID \\d+\\) \\(.*?\\): (.*)");

    private static final Pattern EXECUTOR =
            Pattern.compile("ExecutorLostFailure \\(executor (\\S+) .*?\\) Reason: (.*)");

    private Reason() {}

    /// @param failure of a job of one task
    static String ofJob(Exception failure) {
        Throwable cause = failure instanceof ExecutionException e ? e.getCause() : failure;
        String message = String.valueOf(cause == null ? failure : cause.getMessage());
        Matcher task = TASK.matcher(message);
        return of(task.find() ? task.group(1) : message);
    }

    /// @param text of a task's end
    static String of(String text) {
        String line = text.lines().findFirst().orElse(text).strip();
        Matcher executor = EXECUTOR.matcher(line);
        return executor.matches()
                ? "executor %s was lost: %s".formatted(executor.group(1), executor.group(2))
                : line;
    }
}
