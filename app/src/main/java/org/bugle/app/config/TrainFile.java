package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// A train file with its defaults filled in.
///
/// @param start a run folder of a former training, or a file of weights
@Named(value = "train", doc = "one training of one network")
public record TrainFile(
        @Key(doc = "a generated task; see bugle list tasks") Optional<String> task,
        @Key(doc = "files of one's own, instead of a task") Optional<DataSettings> data,
        @Key(doc = "the network; that of the task where left out") Optional<ModelSettings> model,
        @Key(doc = "how the weights are stored and moved; see bugle list methods")
                MethodSettings method,
        @Key(doc = "the rule for single arrays", def = "sgd") OptimiserSettings optimiser,
        @Key(doc = "passes through the training set", def = "16", min = 1) int epochs,
        @Key(doc = "samples of an iteration", def = "50", min = 1) int batch,
        @Key(
                        doc =
                                "epochs without a smaller test loss after which the training ends;"
                                        + " the best weights are kept then",
                        min = 1)
                Optional<Integer> patience,
        @Key(doc = "what is measured at the end") Evaluation evaluate,
        @Key(doc = "what computes the network") EngineSettings engine,
        @Key(
                        doc =
                                "weights to start from: the folder of a former training or a"
                                        + " .safetensors file of one; drawn where left out")
                Optional<String> start,
        @Key(
                        doc =
                                "threads of the engine; all cores where left out. The bits depend"
                                        + " on it",
                        min = 1)
                Optional<Integer> threads,
        @Key(doc = "seed of weights, order and dropout", def = "1") long seed,
        @Key(doc = "what is written during the training") Output output) {

    /// The key that tells a train file from a run file.
    public static final String KEY = "method";

    public TrainFile {
        if (task.isPresent() == data.isPresent()) {
            throw new IllegalArgumentException(
                    task.isPresent()
                            ? "task and data exclude each other; give one"
                            : "neither task nor data is given; give task: train/gratings or the"
                                    + " like, or data: {format: …}");
        }
        if (data.isPresent() && model.isEmpty()) {
            throw new IllegalArgumentException("model is missing; only a task has one of its own");
        }
    }

    /// `evaluate:`.
    public record Evaluation(
            @Key(doc = "attacks on the test set", def = "[]") List<AttackSettings> attacks) {}

    /// What numbers are computed in.
    public enum Precision {
        SINGLE,
        DOUBLE
    }

    /// Which engine.
    public enum EngineName {
        AUTO,
        JAVA,
        PYTORCH
    }

    /// `engine:`.
    public record EngineSettings(
            @Key(
                            doc =
                                    "java: plain Java in double precision; pytorch: its native"
                                            + " library; auto: java for tasks, pytorch for data",
                            def = "auto")
                    EngineName name,
            @Key(doc = "of pytorch", def = "single") Precision precision,
            @Key(
                            doc = "of pytorch: cpu, or gpu with a CUDA build of its library",
                            def = "cpu",
                            allowed = {"cpu", "gpu", "gpu*"})
                    String device) {}

    /// `output:`.
    public record Output(
            @Key(doc = "iterations from one row of the history to the next; an epoch", min = 1)
                    Optional<Integer> every,
            @Key(
                            doc =
                                    "iterations from one checkpoint to the next; without it, one a"
                                            + " minute, and one more where the training ends",
                            min = 1)
                    Optional<Integer> checkpoint) {}

    /// The same with other names of files and folders.
    ///
    /// @param path of a dotted key and what stands under it
    public TrainFile resolved(BinaryOperator<String> path) {
        return new TrainFile(
                task,
                data.map(d -> d.resolved((key, name) -> path.apply("data." + key, name))),
                model.map(m -> m.resolved((key, name) -> path.apply("model." + key, name))),
                method,
                optimiser,
                epochs,
                batch,
                patience,
                evaluate,
                engine,
                start.map(name -> path.apply("start", name)),
                threads,
                seed,
                output);
    }

    /// The keys of a train file.
    ///
    /// @param tasks the names of generated tasks
    public static Settings<TrainFile> settings(Collection<String> tasks) {
        return Settings.of(
                TrainFile.class, Map.of("task", new Kind.Maybe(new Kind.Text(List.copyOf(tasks)))));
    }
}
