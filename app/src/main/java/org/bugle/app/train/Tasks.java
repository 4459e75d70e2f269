package org.bugle.app.train;

import org.bugle.app.config.ModelSettings;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.data.generated.Gratings;
import org.bugle.neural.data.generated.Patterns;
import org.bugle.neural.data.generated.Sequences;
import org.bugle.neural.data.generated.TeacherStudent;
import org.bugle.neural.network.Criterion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// The generated tasks: data that need no file, with the network that the specs train on them.
@SuppressWarnings("ImmutableEnumChecker") // settings are records of values, and suppliers draw anew
public enum Tasks {
    GRATINGS(
            "train/gratings",
            "8 classes of noisy gratings, images of 12×12 (arXiv:2305.19059, small substitute)",
            new ModelSettings.ConvNet(),
            Criterion.CROSS_ENTROPY,
            () -> Gratings.of(800, 71),
            () -> Gratings.of(800, 72)),
    PATTERNS(
            "train/patterns",
            "6 classes of noisy patterns, images of 12×12 (arXiv:2306.01485, small substitute)",
            new ModelSettings.Mlp(List.of(64, 64), ModelSettings.Activation.LEAKY_RELU),
            Criterion.CROSS_ENTROPY,
            () -> Patterns.of(1200, 400),
            () -> Patterns.of(600, 401)),
    SEQUENCES(
            "train/sequences",
            "the next of 12 tokens after a permutation, to train first (arXiv:2410.18720, small"
                    + " substitute)",
            new ModelSettings.TinyTransformer(),
            Criterion.CROSS_ENTROPY,
            () -> Sequences.ofSpec().samples(0, 256, 200),
            () -> Sequences.ofSpec().samples(0, 256, 201)),
    SEQUENCES_OTHER(
            "train/sequences-other",
            "the same with another permutation, to fine-tune on",
            new ModelSettings.TinyTransformer(),
            Criterion.CROSS_ENTROPY,
            () -> Sequences.ofSpec().samples(1, 256, 300),
            () -> Sequences.ofSpec().samples(1, 256, 301)),
    TEACHER(
            "train/teacher",
            "the outputs of a network with corrections of ranks 2 and 6 (arXiv:2410.18720, small"
                    + " substitute)",
            new ModelSettings.Mlp(List.of(24, 24), ModelSettings.Activation.TANH),
            Criterion.HALF_SQUARES,
            () -> TeacherStudent.ofSpec().samples(),
            () -> TeacherStudent.ofSpec().samples());

    private final String title;
    private final String doc;
    private final ModelSettings model;
    private final Criterion criterion;
    private final Supplier<Dataset> train;
    private final Supplier<Dataset> test;

    Tasks(
            String title,
            String doc,
            ModelSettings model,
            Criterion criterion,
            Supplier<Dataset> train,
            Supplier<Dataset> test) {
        this.title = title;
        this.doc = doc;
        this.model = model;
        this.criterion = criterion;
        this.train = train;
        this.test = test;
    }

    public static List<String> names() {
        return List.copyOf(docs().keySet());
    }

    /// What each is, by its name.
    public static Map<String, String> docs() {
        Map<String, String> docs = new LinkedHashMap<>();
        for (Tasks each : values()) {
            docs.put(each.title, each.doc);
        }
        return docs;
    }

    /// @throws IllegalArgumentException if there is none of that name
    static Tasks of(String name) {
        for (Tasks each : values()) {
            if (each.title.equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("Tasks: there is no " + name);
    }

    ModelSettings model() {
        return model;
    }

    Material material() {
        return new Material(title, train.get(), test.get(), criterion, OptionalInt.empty());
    }
}
