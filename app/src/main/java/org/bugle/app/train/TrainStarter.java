package org.bugle.app.train;

/// A train file to start from: a task with a method and a course that suit it, and the other ways
/// in comments.
public final class TrainStarter {
    private TrainStarter() {}

    /// The text of a train file.
    ///
    /// @param task a name of [Tasks#names]
    public static String of(String task) {
        return """
        # A training on %1$s; 'bugle train' takes this file as it is.
        # 'bugle describe train' tells every key, 'bugle list' the tasks, models and methods.
        task: %1$s
        # or data of one's own, with a model:
        # data: {format: idx, images: images.gz, labels: labels.gz, split: [8000, 2000], shuffle: 1}
        # model: {name: lenet5}

        method:
        %2$s
        optimiser:
        %3$s
          # clip: 1.0               # longest gradient
          # schedule: {name: cosine, warmup: 0.1}

        epochs: %4$d
        batch: %5$d
        # patience: 5               # epochs without a smaller test loss
        # start: runs/FOLDER        # the weights of a former training
        %6$sengine: {name: auto}        # java, or pytorch with {precision: single | double}
        seed: 1
        """
                .formatted(
                        task,
                        method(task),
                        optimiser(task),
                        epochs(task),
                        batch(task),
                        attacks(task));
    }

    private static String method(String task) {
        return switch (Tasks.of(task)) {
            case GRATINGS ->
                    """
                      name: tucker            # see bugle list methods
                      tolerance: 0.1          # of a truncation, relative
                      layers: [conv1, conv2]
                      ranks: [0.5, 0.5, 1.0, 1.0]
                      decay: 1.5              # of the cores' entries at the start
                    """;
            case PATTERNS ->
                    """
                      name: condlr            # see bugle list methods
                      tau: 0.1                # condition numbers are at most 1 + tau
                      compression: 0.5        # share of the rank that is left away
                    """;
            case SEQUENCES ->
                    """
                      name: full              # see bugle list methods
                    """;
            case SEQUENCES_OTHER, TEACHER ->
                    """
                      name: geolora           # see bugle list methods
                      rank: 8                 # to start from
                      tolerance: 0.1          # of a truncation, relative
                      # budget: 24            # sum of all ranks at the end, in place of it
                      steps: 10               # of the coefficients between augmentations
                    """;
        };
    }

    private static String optimiser(String task) {
        return switch (Tasks.of(task)) {
            case GRATINGS -> "  name: sgd\n  rate: 0.05";
            case PATTERNS -> "  name: sgd\n  rate: 0.1\n  momentum: 0.3";
            case SEQUENCES, SEQUENCES_OTHER -> "  name: adamw\n  rate: 0.01";
            case TEACHER -> "  name: sgd\n  rate: 0.5";
        };
    }

    private static int epochs(String task) {
        return switch (Tasks.of(task)) {
            case GRATINGS -> 16;
            case PATTERNS -> 80;
            case SEQUENCES, SEQUENCES_OTHER -> 50;
            case TEACHER -> 1200;
        };
    }

    private static int batch(String task) {
        return switch (Tasks.of(task)) {
            case GRATINGS -> 50;
            case PATTERNS -> 60;
            case SEQUENCES, SEQUENCES_OTHER -> 32;
            case TEACHER -> 200;
        };
    }

    private static String attacks(String task) {
        return Tasks.of(task) == Tasks.PATTERNS
                ? "evaluate: {attacks: [{name: fgsm, epsilon: [0.02, 0.04, 0.06]}]}\n"
                : "";
    }
}
