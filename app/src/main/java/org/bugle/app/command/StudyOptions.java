package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.config.YamlSource;
import org.bugle.app.sweep.Design;
import org.bugle.app.sweep.ParameterStudy;
import org.bugle.app.sweep.Variation;
import org.bugle.files.FileException;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a study is made of: a run file, and what varies.
final class StudyOptions {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The run file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--over",
            paramLabel = "KEY=VALUES",
            description = {
                "A key that varies: key=a,b,c; key=from:to:count; key=from:to:count:log for equal"
                        + " ratios. Several make a grid.",
                "With --random: key=low:high, key=low:high:log, or values to choose from."
            })
    private List<String> over = new ArrayList<>();

    @Option(
            names = "--zip",
            description = "Takes the values of all --over side by side, in place of the grid.")
    private boolean zip;

    @Option(
            names = "--list",
            paramLabel = "CASES.csv",
            description = "The cases as a table: keys in the first line, a case a line.")
    private Optional<Path> list = Optional.empty();

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "So many cases, drawn uniformly from the ranges of --over.")
    private Optional<Integer> random = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of the draws of --random; 1 unless given.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the run file in all cases; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    /// Whether nothing is given.
    boolean isEmpty() {
        return file.isEmpty()
                && over.isEmpty()
                && !zip
                && list.isEmpty()
                && random.isEmpty()
                && seed.isEmpty()
                && assignments.isEmpty();
    }

    /// @throws InputException if options do not fit together, or a case is wrong
    ParameterStudy study() {
        requireFitting();
        ParameterStudy.Base base = base();
        return ParameterStudy.of(base, design(base));
    }

    /// How the cases come about, in words.
    String inWords() {
        String values = String.join(" ", over);
        return list.map(table -> "list " + table)
                .or(() ->
                        random.map(count ->
                                "%d draws with seed %d from %s"
                                        .formatted(count, seed.orElse(1L), values)))
                .orElse((zip ? "side by side " : "grid of ") + values);
    }

    private void requireFitting() {
        if (file.isEmpty()) {
            throw new InputException(
                    "a run file is needed, or --resume DIR; see bugle sweep --help");
        }
        if (over.isEmpty() == list.isEmpty()) {
            throw new InputException(
                    over.isEmpty()
                            ? "nothing varies: give --over KEY=VALUES, or --list CASES.csv"
                            : "--over and --list exclude each other");
        }
        if (list.isPresent() && (zip || random.isPresent())) {
            throw new InputException((zip ? "--zip" : "--random") + " is for --over");
        }
        if (zip && random.isPresent()) {
            throw new InputException("--zip and --random exclude each other");
        }
        if (seed.isPresent() && random.isEmpty()) {
            throw new InputException(
                    "--seed is that of --random; the seed of the runs is --set seed=N");
        }
        random.filter(count -> count < 1 || count > Design.MOST)
                .ifPresent(count -> {
                    throw new InputException(
                            "--random must be from 1 to %d, found %d"
                                    .formatted(Design.MOST, count));
                });
    }

    private ParameterStudy.Base base() {
        Path path = file.orElseThrow();
        YamlSource.read(path); // tells in a sentence what is wrong with the file
        try {
            return new ParameterStudy.Base(path, Files.readString(path), assignments);
        } catch (IOException e) {
            throw FileException.reading(path, e);
        }
    }

    private Design design(ParameterStudy.Base base) {
        if (list.isPresent()) {
            return Folders.read(() -> Design.list(list.orElseThrow()));
        }
        List<Variation> variations = over.stream().map(Variation::parse).toList();
        Set<String> whole = base.whole(variations);
        if (random.isPresent()) {
            return Design.random(variations, random.get(), seed.orElse(1L), whole::contains);
        }
        return zip
                ? Design.sideBySide(variations, whole::contains)
                : Design.grid(variations, whole::contains);
    }
}
