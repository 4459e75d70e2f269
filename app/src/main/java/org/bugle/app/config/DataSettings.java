package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Selected;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// `data:` of a train file: files of one's own, in one of these formats.
@Selected(by = "format")
public sealed interface DataSettings {
    String SPLIT =
            "samples to train with and to test with, taken after a shuffle; with test files given,"
                    + " all others train";
    String SHUFFLE = "seed of the shuffle before the split";

    /// Samples to train and to test with; all but a sixth train where it is empty.
    List<Integer> split();

    long shuffle();

    /// The same with other names of files.
    ///
    /// @param path of a key and what stands under it
    DataSettings resolved(BinaryOperator<String> path);

    @Named(value = "idx", doc = "IDX files, as those of MNIST, plain or .gz")
    record Idx(
            @Key(doc = "file of images") String images,
            @Key(doc = "file of labels") String labels,
            @Key(doc = "file of images to test with") Optional<String> testImages,
            @Key(doc = "their labels") Optional<String> testLabels,
            @Key(doc = SPLIT, def = "[]", min = 0) List<Integer> split,
            @Key(doc = SHUFFLE, def = "1") long shuffle)
            implements DataSettings {

        public Idx {
            checkSplit(split);
            if (testImages.isPresent() != testLabels.isPresent()) {
                throw new IllegalArgumentException(
                        "testImages and testLabels must both be given, or none");
            }
        }

        @Override
        public Idx resolved(BinaryOperator<String> path) {
            return new Idx(
                    path.apply("images", images),
                    path.apply("labels", labels),
                    testImages.map(name -> path.apply("testImages", name)),
                    testLabels.map(name -> path.apply("testLabels", name)),
                    split,
                    shuffle);
        }
    }

    @Named(value = "cifar-binary", doc = "CIFAR's binary files, of 10 or 100 classes")
    record Cifar(
            @Key(doc = "files to train with") List<String> files,
            @Key(doc = "files to test with", def = "[]") List<String> testFiles,
            @Key(doc = "classes: 10 or 100", def = "10", min = 10, max = 100) int classes,
            @Key(doc = SPLIT, def = "[]", min = 0) List<Integer> split,
            @Key(doc = SHUFFLE, def = "1") long shuffle)
            implements DataSettings {

        public Cifar {
            checkSplit(split);
        }

        @Override
        public Cifar resolved(BinaryOperator<String> path) {
            return new Cifar(
                    files.stream().map(name -> path.apply("files", name)).toList(),
                    testFiles.stream().map(name -> path.apply("testFiles", name)).toList(),
                    classes,
                    split,
                    shuffle);
        }
    }

    @Named(value = "image-folder", doc = "a folder with one folder of PNG or JPEG images a class")
    record ImageFolder(
            @Key(doc = "the folder") String folder,
            @Key(doc = "a folder of the same classes to test with") Optional<String> testFolder,
            @Key(doc = "rows and columns to scale the images to", def = "32", min = 1) int size,
            @Key(doc = SPLIT, def = "[]", min = 0) List<Integer> split,
            @Key(doc = SHUFFLE, def = "1") long shuffle)
            implements DataSettings {

        public ImageFolder {
            checkSplit(split);
        }

        @Override
        public ImageFolder resolved(BinaryOperator<String> path) {
            return new ImageFolder(
                    path.apply("folder", folder),
                    testFolder.map(name -> path.apply("testFolder", name)),
                    size,
                    split,
                    shuffle);
        }
    }

    @Named(
            value = "csv",
            doc = "a table with a head; one column holds the class, the others numbers")
    record Csv(
            @Key(doc = "the file") String file,
            @Key(doc = "column of the class", def = "label") String label,
            @Key(doc = SPLIT, def = "[]", min = 0) List<Integer> split,
            @Key(doc = SHUFFLE, def = "1") long shuffle)
            implements DataSettings {

        public Csv {
            checkSplit(split);
        }

        @Override
        public Csv resolved(BinaryOperator<String> path) {
            return new Csv(path.apply("file", file), label, split, shuffle);
        }
    }

    @Named(value = "npz", doc = "NumPy arrays: samples along the first axis, and their classes")
    record Npz(
            @Key(doc = "the .npz file") String file,
            @Key(doc = "array of the samples", def = "x") String inputs,
            @Key(doc = "array of the classes", def = "y") String labels,
            @Key(doc = SPLIT, def = "[]", min = 0) List<Integer> split,
            @Key(doc = SHUFFLE, def = "1") long shuffle)
            implements DataSettings {

        public Npz {
            checkSplit(split);
        }

        @Override
        public Npz resolved(BinaryOperator<String> path) {
            return new Npz(path.apply("file", file), inputs, labels, split, shuffle);
        }
    }

    @Named(value = "text", doc = "a TSV or CSV of texts and classes, with a tokenizer.json")
    record Text(
            @Key(doc = "the file, with a head") String file,
            @Key(doc = "a file to test with") Optional<String> testFile,
            @Key(doc = "the tokenizer of the Hugging Face format") String tokenizer,
            @Key(doc = "column of the text", def = "text") String text,
            @Key(doc = "column of a second text, to classify pairs") Optional<String> pair,
            @Key(doc = "column of the class", def = "label") String label,
            @Key(doc = "tokens of a text at most", def = "128", min = 2) int length,
            @Key(doc = SPLIT, def = "[]", min = 0) List<Integer> split,
            @Key(doc = SHUFFLE, def = "1") long shuffle)
            implements DataSettings {

        public Text {
            checkSplit(split);
        }

        @Override
        public Text resolved(BinaryOperator<String> path) {
            return new Text(
                    path.apply("file", file),
                    testFile.map(name -> path.apply("testFile", name)),
                    path.apply("tokenizer", tokenizer),
                    text,
                    pair,
                    label,
                    length,
                    split,
                    shuffle);
        }
    }

    private static void checkSplit(List<Integer> split) {
        if (!split.isEmpty() && split.size() != 2) {
            throw new IllegalArgumentException(
                    "split must be two numbers, to train and to test with, found " + split);
        }
    }

    /// The records by name, in the order in which they are listed.
    static Map<String, Class<? extends Record>> catalogue() {
        return Catalogue.of(DataSettings.class);
    }
}
