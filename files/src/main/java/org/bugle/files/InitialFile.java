package org.bugle.files;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Initial values in files of other programs and of former runs: `.npy`, `.npz`, HDF5 and MAT.
///
/// A file, or a group in it, holds factors: `U`, `V` and perhaps `S`, or the nodes of a tree as in
/// `solution.h5`. Otherwise the array is taken that was named, or the only one.
public final class InitialFile {
    /// So many arrays are named in a message.
    private static final int MOST_NAMED = 12;

    private InitialFile() {}

    /// @param name of an array or a group; empty for what the file holds as a whole
    /// @throws FileException if the file cannot be read, has no such array or group, several where
    ///   none was named, factors that do not fit each other, or entries that are not finite
    public static InitialValue read(Path file, Optional<String> name) {
        // Whatever a damaged or foreign file makes a library throw is one sentence to the user.
        try (ArraySource source = open(file)) {
            return value(source, name);
        } catch (FileException e) {
            throw e;
        } catch (IOException e) {
            throw FileException.reading(file, e);
        } catch (RuntimeException e) {
            throw FileException.of(file, "is damaged, or of a kind that Bugle does not read", e);
        }
    }

    private static ArraySource open(Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(file)) {
            throw new FileException(
                    file, Files.isDirectory(file) ? "is a folder" : "no such file or folder");
        }
        if (name.endsWith(".npy")) {
            return new NpySource.One(file);
        }
        if (name.endsWith(".npz")) {
            return NpySource.Many.open(file);
        }
        if (isOldMat(file)) {
            throw new FileException(
                    file,
                    "is a MAT file older than 7.3, which is no HDF5; save it by 'save -v7.3' in"
                            + " MATLAB, by 'save -hdf5' in Octave");
        }
        return HdfArrays.open(file);
    }

    /// MAT files of versions 5 to 7 begin with this.
    private static boolean isOldMat(Path file) throws IOException {
        byte[] magic = "MATLAB 5.0".getBytes(StandardCharsets.US_ASCII);
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(magic.length), magic);
        }
    }

    private static InitialValue value(ArraySource source, Optional<String> name) {
        if (name.isEmpty()) {
            return factors(source, "").orElseGet(() -> only(source));
        }
        String wanted = name.get().replaceAll("^/+|/+$", "");
        if (source.shapes().containsKey(wanted)) {
            return new InitialValue.Dense(finite(source, wanted));
        }
        return factors(source, wanted + "/")
                .orElseThrow(() ->
                        new FileException(
                                source.file(),
                                "has no '%s'; %s".formatted(wanted, contents(source))));
    }

    private static InitialValue only(ArraySource source) {
        List<String> names = List.copyOf(source.shapes().keySet());
        if (names.size() == 1) {
            return new InitialValue.Dense(finite(source, names.getFirst()));
        }
        throw new FileException(
                source.file(),
                names.isEmpty()
                        ? "holds no array of numbers"
                        : "%s; name one behind a colon, as in %s:%s"
                                .formatted(
                                        contents(source),
                                        source.file().getFileName(),
                                        names.getFirst()));
    }

    /// Such as `it holds a 40×30, b 7`.
    private static String contents(ArraySource source) {
        Map<String, List<Integer>> shapes = source.shapes();
        return "it holds "
                + shapes.entrySet().stream()
                        .limit(MOST_NAMED)
                        .map(each -> each.getKey() + " " + ArraySource.words(each.getValue()))
                        .collect(Collectors.joining(", "))
                + (shapes.size() > MOST_NAMED
                        ? " and %d more".formatted(shapes.size() - MOST_NAMED)
                        : "");
    }

    private static Tensor finite(ArraySource source, String name) {
        Tensor values = source.array(name);
        long bad = Matrix.over(values.buffer()).nonFinite();
        if (bad > 0) {
            throw new FileException(
                    source.file(),
                    "%s has %d NaN or infinite entries of %d".formatted(name, bad, values.size()));
        }
        return values;
    }

    // ---- factors

    private static Optional<InitialValue> factors(ArraySource source, String prefix) {
        Map<String, List<Integer>> shapes = source.shapes();
        if (shapes.containsKey(prefix + "U") && shapes.containsKey(prefix + "V")) {
            return Optional.of(new InitialValue.Factors(matrix(source, prefix)));
        }
        List<String> nodes =
                shapes.keySet().stream()
                        .filter(name -> name.matches("\\Q" + prefix + "\\Enodes/\\d+"))
                        .sorted()
                        .toList();
        return nodes.isEmpty()
                ? Optional.empty()
                : source.tree(prefix, nodes)
                        .map(tree -> new InitialValue.Nodes(nodes(source, tree, nodes)));
    }

    private static LowRankMatrix matrix(ArraySource source, String prefix) {
        Matrix u = columns(finite(source, prefix + "U"));
        Matrix v = columns(finite(source, prefix + "V"));
        Matrix s =
                source.shapes().containsKey(prefix + "S")
                        ? core(finite(source, prefix + "S"))
                        : Matrix.identity(u.cols());
        if (u.cols() != s.rows() || s.cols() != v.cols()) {
            throw new FileException(
                    source.file(),
                    ("holds factors that do not fit each other: U %d×%d, S %d×%d, V %d×%d; U S Vᴴ"
                                    + " wants m×r, r×r and n×r")
                            .formatted(u.rows(), u.cols(), s.rows(), s.cols(), v.rows(), v.cols()));
        }
        return u.cols() == v.cols()
                ? new LowRankMatrix(u, s, v)
                : LowRankMatrix.ofFactors(u.times(s), v);
    }

    /// A vector is one column.
    private static Matrix columns(Tensor a) {
        return a.order() == 2 ? a.unfold(0) : a.reshape(a.size(), 1).unfold(0);
    }

    /// A vector of singular values, in a row or a column, is a diagonal.
    private static Matrix core(Tensor a) {
        boolean vector =
                IntStream.of(a.shape()).filter(size -> size != 1).count() <= 1 && a.size() > 0;
        if (!vector) {
            return columns(a);
        }
        Matrix values = a.reshape(a.size(), 1).unfold(0);
        return a.isComplex()
                ? Matrix.generateComplex(
                        a.size(), a.size(), (i, j) -> i == j ? values.at(i, 0) : Complex.ZERO)
                : Matrix.generate(a.size(), a.size(), (i, j) -> i == j ? values.get(i, 0) : 0);
    }

    private static TreeTensor nodes(ArraySource source, Tree tree, List<String> names) {
        List<Tensor> tensors = new ArrayList<>();
        names.forEach(name -> tensors.add(finite(source, name)));
        try {
            return TreeTensor.of(tree, tensors);
        } catch (IllegalArgumentException e) {
            throw FileException.of(
                    source.file(), "holds nodes that do not fit each other: " + e.getMessage(), e);
        }
    }
}
