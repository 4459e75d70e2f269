package org.bugle.app.train;

import org.bugle.app.config.DataSettings;
import org.bugle.files.FileException;
import org.bugle.neural.data.Cifar;
import org.bugle.neural.data.CsvSamples;
import org.bugle.neural.data.CsvTable;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.data.Idx;
import org.bugle.neural.data.ImageFolder;
import org.bugle.neural.data.Images;
import org.bugle.neural.data.NumpySamples;
import org.bugle.neural.data.Split;
import org.bugle.neural.data.Subset;
import org.bugle.neural.data.Targets;
import org.bugle.neural.huggingface.Tokens;
import org.bugle.neural.network.Criterion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a network is trained and tested with.
///
/// @param name of the task, or the format of the data
/// @param vocabulary how many tokens there are, where inputs are texts
record Material(
        String name, Dataset train, Dataset test, Criterion criterion, OptionalInt vocabulary) {
    /// Without a split, one of so many samples tests.
    private static final int TESTS = 6;

    /// @throws org.bugle.files.FileException if a file cannot be read or is wrong
    /// @throws org.bugle.app.config.InputException if the split does not fit
    static Material of(TrainInput input) {
        return input.file()
                .task()
                .map(task -> Tasks.of(task).material())
                .orElseGet(() -> ofFiles(input, input.file().data().orElseThrow()));
    }

    private static Material ofFiles(TrainInput input, DataSettings settings) {
        Dataset all = all(settings);
        Optional<Dataset> test = separate(settings, all);
        try {
            Split split =
                    test.isPresent()
                            ? apart(settings, all, test.get())
                            : Split.of(
                                    all,
                                    first(settings, all),
                                    second(settings, all),
                                    settings.shuffle());
            return new Material(
                    name(settings),
                    split.train(),
                    split.test(),
                    Criterion.CROSS_ENTROPY,
                    vocabulary(settings));
        } catch (IllegalArgumentException e) {
            throw input.refuse("data.split", "does not fit: " + e.getMessage());
        }
    }

    private static int first(DataSettings settings, Dataset all) {
        return settings.split().isEmpty()
                ? all.size() - all.size() / TESTS
                : settings.split().getFirst();
    }

    private static int second(DataSettings settings, Dataset all) {
        return settings.split().isEmpty() ? all.size() / TESTS : settings.split().getLast();
    }

    /// With files to test with, a split takes the first samples of both after the shuffle.
    private static Split apart(DataSettings settings, Dataset train, Dataset test) {
        if (settings.split().isEmpty()) {
            return new Split(train, test);
        }
        Dataset some = Split.of(train, settings.split().getFirst(), 0, settings.shuffle()).train();
        int tests = Math.min(test.size(), settings.split().getLast());
        return new Split(some, new Subset(test, IntStream.range(0, tests).boxed().toList()));
    }

    private static String name(DataSettings settings) {
        return DataSettings.catalogue().entrySet().stream()
                .filter(each -> each.getValue() == settings.getClass())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Dataset all(DataSettings settings) {
        return switch (settings) {
            case DataSettings.Idx idx ->
                    Idx.read(Path.of(idx.images()), Path.of(idx.labels()), OptionalInt.empty());
            case DataSettings.Cifar cifar -> cifar(cifar, cifar.files());
            case DataSettings.ImageFolder folder -> images(folder, folder.folder());
            case DataSettings.Csv csv ->
                    CsvSamples.read(Path.of(csv.file()), csv.label(), Targets.classes());
            case DataSettings.Npz npz ->
                    NumpySamples.read(
                            Path.of(npz.file()), npz.inputs(), npz.labels(), Targets.classes());
            case DataSettings.Text text -> text(text, text.file());
        };
    }

    private static Optional<Dataset> separate(DataSettings settings, Dataset all) {
        return switch (settings) {
            case DataSettings.Idx idx ->
                    idx.testImages()
                            .map(images ->
                                    Idx.read(
                                            Path.of(images),
                                            Path.of(idx.testLabels().orElseThrow()),
                                            OptionalInt.of(all.outputs())));
            case DataSettings.Cifar cifar ->
                    cifar.testFiles().isEmpty()
                            ? Optional.empty()
                            : Optional.of(cifar(cifar, cifar.testFiles()));
            case DataSettings.ImageFolder folder ->
                    folder.testFolder().map(name -> images(folder, name, (Images) all));
            case DataSettings.Text text ->
                    text.testFile()
                            .map(name -> {
                                requireSameClasses(text, name);
                                return text(text, name);
                            });
            case DataSettings.Csv _, DataSettings.Npz _ -> Optional.empty();
        };
    }

    private static Dataset cifar(DataSettings.Cifar settings, List<String> files) {
        Cifar kind = settings.classes() == 100 ? Cifar.HUNDRED : Cifar.TEN;
        return kind.read(files.stream().map(Path::of).toList());
    }

    /// Classes are numbered by their names, so they must be the same.
    private static Dataset images(
            DataSettings.ImageFolder settings, String folder, Images training) {
        Images test = images(settings, folder);
        if (!test.classes().equals(training.classes())) {
            throw new FileException(
                    Path.of(folder),
                    "must have the classes %s of %s, found %s"
                            .formatted(training.classes(), settings.folder(), test.classes()));
        }
        return test;
    }

    private static void requireSameClasses(DataSettings.Text settings, String file) {
        Set<String> classes = classes(settings, settings.file());
        Set<String> found = classes(settings, file);
        if (!classes.equals(found)) {
            throw new FileException(
                    Path.of(file),
                    "must have the classes %s of %s in column '%s', found %s"
                            .formatted(classes, settings.file(), settings.label(), found));
        }
    }

    private static Set<String> classes(DataSettings.Text settings, String file) {
        CsvTable table = CsvTable.read(Path.of(file));
        int column = table.column(settings.label());
        return table.rows().stream()
                .map(row -> row.get(column))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Images images(DataSettings.ImageFolder settings, String folder) {
        ImageFolder.Size size = new ImageFolder.Size(settings.size(), settings.size());
        return new ImageFolder(true, Optional.of(size)).read(Path.of(folder));
    }

    private static Dataset text(DataSettings.Text settings, String file) {
        CsvTable table = CsvTable.read(Path.of(file));
        List<String> texts = new ArrayList<>(List.of(settings.text()));
        settings.pair().ifPresent(texts::add);
        try (Tokens tokens = Tokens.open(Path.of(settings.tokenizer()), settings.length())) {
            return tokens.samples(table, texts, settings.label(), Targets.classes());
        }
    }

    private static OptionalInt vocabulary(DataSettings settings) {
        if (!(settings instanceof DataSettings.Text text)) {
            return OptionalInt.empty();
        }
        try (Tokens tokens = Tokens.open(Path.of(text.tokenizer()), text.length())) {
            return OptionalInt.of(tokens.vocabulary());
        }
    }
}
