package org.bugle.files;

import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// An open file with arrays of numbers under names, whatever its format. Names are paths without a
/// slash in front; what is no array of numbers is not seen.
interface ArraySource extends Closeable {
    Path file();

    /// The sizes of all arrays by their names, in the order of the file.
    SequencedMap<String, List<Integer>> shapes();

    /// @param name one of those in [#shapes]
    Tensor array(String name);

    /// The tree whose nodes are the arrays `nodes/000000`, `nodes/000001`, … behind a prefix.
    ///
    /// @param prefix empty, or ending in a slash
    /// @param nodes the names of these arrays
    default Optional<Tree> tree(String prefix, List<String> nodes) {
        String parent = prefix + "nodes/parent";
        String site = prefix + "nodes/site";
        return shapes().containsKey(parent) && shapes().containsKey(site)
                ? Optional.of(Tree.ofParents(integers(parent), integers(site)))
                : Optional.empty();
    }

    private List<Integer> integers(String name) {
        return DoubleStream.of(array(name).toArray()).mapToObj(value -> (int) value).toList();
    }

    /// Such as 40×30.
    static String words(List<Integer> shape) {
        return shape.isEmpty()
                ? "one number"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
