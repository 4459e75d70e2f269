package org.bugle.app.run;

import org.bugle.app.config.RunFile;
import org.bugle.files.FileException;
import org.bugle.files.InitialFile;
import org.bugle.files.InitialValue;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Problem;
import org.bugle.models.TreeProblem;
import org.bugle.models.own.OwnEquation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The initial value of a run in a file, in place of the problem's own.
///
/// @param name of an array or a group in it; empty where the file needs none
record InitialState(Path file, Optional<String> name) implements OwnEquation.Initial {
    static final String KEY = "initial";
    static final String DIGEST = "initialDigest";

    /// A dense array keeps so much of itself, relative to its Frobenius norm: the rest is rounding.
    private static final double ROUNDING = 1e-14;

    private static final Pattern TEXT =
            Pattern.compile("(.+\\.(?:npy|npz|h5|hdf5|mat))(?::(.+))?", Pattern.CASE_INSENSITIVE);

    /// That of a run file; empty where it is a formula or the problem's own.
    static Optional<InitialState> of(RunFile file) {
        return (file.parameters() instanceof OwnEquation own
                        ? file.initial().or(() -> Optional.of(own.initial()))
                        : file.initial())
                .map(TEXT::matcher)
                .filter(Matcher::matches)
                .map(match ->
                        new InitialState(
                                Path.of(match.group(1)), Optional.ofNullable(match.group(2))));
    }

    /// The same with the file's name changed.
    InitialState at(UnaryOperator<String> resolved) {
        return new InitialState(Path.of(resolved.apply(file.toString())), name);
    }

    /// As it stands in a run file.
    String text() {
        return file + name.map(part -> ":" + part).orElse("");
    }

    /// For the head of a run.
    String words(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix ->
                    "%s, of rank %d".formatted(text(), matrix.start().full().rank());
            case TreeProblem tree ->
                    "%s, of ranks up to %d".formatted(text(), tree.start().full().maxRank());
        };
    }

    /// The problem from this initial value.
    ///
    /// @throws InitialStateException if the file cannot be read or does not fit
    Problem<?> into(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix ->
                    matrix.startingFrom(
                            matrix(List.of(matrix.rows(), matrix.columns()), matrix.isComplex()));
            case TreeProblem tree ->
                    tree.startingFrom(onTree(tree.tree(), tree.sites(), tree.isComplex()));
        };
    }

    @Override
    public TreeTensor on(Tree tree, List<Grid> sites, boolean complex) {
        return sites.size() == 2
                ? TreeTensor.of(matrix(sites, complex))
                : onTree(tree, sites, complex);
    }

    private LowRankMatrix matrix(List<Grid> grids, boolean complex) {
        return switch (read()) {
            case InitialValue.Dense(Tensor values) -> {
                requireShape(grids, values.shape());
                requireReal(complex, values.isComplex());
                yield LowRankMatrix.ofDense(values.unfold(0), Truncation.relative(ROUNDING));
            }
            case InitialValue.Factors(LowRankMatrix value) -> {
                requireShape(grids, value.rows(), value.cols());
                requireReal(complex, value.isComplex());
                yield value.orthonormalized();
            }
            case InitialValue.Nodes(TreeTensor value) ->
                    throw wrong(
                            "must hold a matrix of %s, but %s holds a tensor on the tree %s"
                                    .formatted(
                                            expected(grids),
                                            text(),
                                            TreeFormulation.words(value.tree())));
        };
    }

    private TreeTensor onTree(Tree tree, List<Grid> grids, boolean complex) {
        return switch (read()) {
            case InitialValue.Dense(Tensor values) -> {
                requireShape(grids, values.shape());
                requireReal(complex, values.isComplex());
                yield TreeTensor.ofDense(tree, values, Truncation.relative(ROUNDING));
            }
            case InitialValue.Factors(LowRankMatrix value) ->
                    throw wrong(
                            "must hold a tensor of %s, but %s holds U and V of a %d×%d matrix"
                                    .formatted(
                                            expected(grids), text(), value.rows(), value.cols()));
            case InitialValue.Nodes(TreeTensor value) -> {
                requireShape(grids, value.shape());
                if (!value.tree().equals(tree)) {
                    throw wrong(
                            "must stand on the tree %s, but %s stands on %s"
                                    .formatted(
                                            TreeFormulation.words(tree),
                                            text(),
                                            TreeFormulation.words(value.tree())));
                }
                requireReal(complex, value.isComplex());
                yield value;
            }
        };
    }

    private InitialValue read() {
        try {
            return InitialFile.read(file, name);
        } catch (FileException e) {
            throw wrong("cannot be taken from " + e.getMessage());
        }
    }

    private void requireShape(List<Grid> grids, int... found) {
        int[] sizes = grids.stream().mapToInt(Grid::size).toArray();
        if (IntStream.of(sizes).boxed().toList().equals(IntStream.of(found).boxed().toList())) {
            return;
        }
        boolean transposed =
                IntStream.of(sizes)
                        .boxed()
                        .toList()
                        .reversed()
                        .equals(IntStream.of(found).boxed().toList());
        throw wrong(
                "must hold %s, but %s holds %s%s"
                        .formatted(
                                expected(grids),
                                text(),
                                times(IntStream.of(found)),
                                transposed ? ": transpose it" : ""));
    }

    private void requireReal(boolean complexAllowed, boolean complex) {
        if (complex && !complexAllowed) {
            throw wrong(
                    "must be real as the equation is, but %s is complex; save its real part"
                            .formatted(text()));
        }
    }

    /// Such as 40×30 values (x, v).
    private static String expected(List<Grid> grids) {
        return "%s values (%s)"
                .formatted(
                        times(grids.stream().mapToInt(Grid::size)),
                        grids.stream().map(Grid::name).collect(Collectors.joining(", ")));
    }

    private static String times(IntStream sizes) {
        return sizes.mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }

    private static InitialStateException wrong(String sentence) {
        return new InitialStateException(sentence);
    }
}
