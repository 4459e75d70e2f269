package org.bugle.app.train;

import org.bugle.app.config.InputException;
import org.bugle.app.config.OptimiserSettings;
import org.bugle.app.config.OptimiserSettings.ScheduleSettings;
import org.bugle.app.config.TrainFile;
import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.Network;
import org.bugle.neural.optimiser.Schedule;
import org.bugle.neural.training.Course;
import org.bugle.neural.training.NetworkModel;
import org.bugle.neural.training.Training;
import org.bugle.neural.weight.Weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A train file made ready: data read, network built, method chosen, engine started. Holds the
/// engine until it is closed.
public final class TrainPlan implements AutoCloseable {
    /// Samples at a time where a whole data set is scored.
    private static final int SCORED = 200;

    private final TrainInput input;
    private final Material material;
    private final Networks.Built built;
    private final Network network;
    private final Engine engine;
    private final NetworkModel model;
    private final Methods.Chosen chosen;
    private final Training training;

    private TrainPlan(TrainInput input, Material material, Networks.Built built, Engine engine) {
        this.input = input;
        this.material = material;
        this.built = built;
        this.network = built.network();
        this.engine = engine;
        this.model = new NetworkModel(new Evaluator(engine, network, material.criterion()), SCORED);
        Course course = course(input.file());
        long iterations = course.epochs() * course.perEpoch(material.train().size());
        this.chosen = Methods.of(input, network, iterations);
        this.training =
                new Training(model, chosen.method(), material.train(), material.test(), course);
    }

    /// @throws InputException if parameters do not fit together, or the engine is not there
    /// @throws org.bugle.files.FileException if data or weights cannot be read
    public static TrainPlan of(TrainInput input) {
        Material material = Material.of(input);
        Networks.Built built = Networks.of(input, material);
        Engine engine = Engines.start(input.file());
        try {
            return new TrainPlan(input, material, built, engine);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Course course(TrainFile file) {
        OptimiserSettings optimiser = file.optimiser();
        return new Course(
                file.epochs(),
                file.batch(),
                optimiser.rate(),
                schedule(optimiser.schedule()),
                optimiser.clip(),
                file.patience(),
                file.output().every(),
                file.seed());
    }

    private static Schedule schedule(ScheduleSettings settings) {
        return switch (settings) {
            case ScheduleSettings.Constant() -> new Schedule.Constant();
            case ScheduleSettings.Drops(List<Integer> at, double by) -> new Schedule.Drops(at, by);
            case ScheduleSettings.Linear(double warmup) -> new Schedule.Linear(warmup);
            case ScheduleSettings.Cosine(double warmup) -> new Schedule.Cosine(warmup);
        };
    }

    /// The state before the first iteration.
    TrainingState start() {
        SplitMix64 random = new SplitMix64(input.file().seed());
        Weights dense = StartWeights.of(input, built, random);
        TrainingState begun = chosen.method().begin(dense, chosen.layers(), random);
        return begun.withWeights(StartWeights.frozenBesideAdapters(begun.weights(), built.head()));
    }

    /// @throws InputException if weights are missing or of other shapes than the network has
    public void requireFitting(Weights weights, Path file) {
        Weights needed = built.pretrained().orElseGet(() -> network.initialize(new SplitMix64(0)));
        for (String name : needed.names()) {
            if (!weights.has(name) || !weights.get(name).shape().equals(needed.get(name).shape())) {
                throw new InputException(
                        "%s: holds no weight %s of shape %s, which the network needs"
                                .formatted(file, name, needed.get(name).shape()));
            }
        }
    }

    public TrainInput input() {
        return input;
    }

    Material material() {
        return material;
    }

    Method method() {
        return chosen.method();
    }

    List<String> layers() {
        return chosen.layers();
    }

    /// The layers that are or could be in factors.
    List<String> candidates() {
        return network.layers();
    }

    NetworkModel model() {
        return model;
    }

    Engine engine() {
        return engine;
    }

    public Training training() {
        return training;
    }

    /// The network in a word, as train files have it.
    String modelName() {
        return Networks.name(input);
    }

    /// For the name of a new run folder.
    public String folderName() {
        return "train-" + material.name().replaceFirst("^train/", "");
    }

    /// What is about to be trained, in words.
    public List<Report.Row> header() {
        TrainFile file = input.file();
        List<Report.Row> rows = new ArrayList<>();
        Dataset train = material.train();
        rows.add(
                new Report.Row(
                        "data",
                        "%s, %d samples to train and %d to test, inputs %s"
                                .formatted(
                                        material.name(),
                                        train.size(),
                                        material.test().size(),
                                        train.inputShape())));
        rows.add(new Report.Row("model", modelName()));
        rows.add(
                new Report.Row(
                        "method",
                        chosen.layers().isEmpty()
                                ? input.method()
                                : "%s on %s".formatted(input.method(), few(chosen.layers()))));
        rows.add(
                new Report.Row(
                        "course",
                        "%d epochs of %d iterations of %d samples, rate %s"
                                .formatted(
                                        file.epochs(),
                                        training.course().perEpoch(train.size()),
                                        file.batch(),
                                        Numbers.brief(file.optimiser().rate()))));
        rows.add(new Report.Row("engine", engine.description()));
        rows.add(new Report.Row("seed", String.valueOf(file.seed())));
        return rows;
    }

    private static String few(List<String> names) {
        int shown = 6;
        String first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.size() > shown ? first + ", … (" + names.size() + " in all)" : first;
    }

    @Override
    public void close() {
        model.evaluator().close();
        engine.close();
    }
}
