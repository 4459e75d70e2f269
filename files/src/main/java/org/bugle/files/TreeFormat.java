package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The tensors of all nodes in post-order, each with the number of its parent and its site.
final class TreeFormat extends StateFormat<TreeTensor> {
    private static final String NODES = "nodes";

    /// An attribute holds no longer text; the tree is known from its nodes as well.
    private static final int LONGEST = 60_000;

    @Override
    void put(WritableGroup group, TreeTensor y) {
        Tree tree = y.tree();
        String expression = tree.toString();
        if (expression.length() <= LONGEST) {
            group.putAttribute("tree", expression);
        }
        WritableGroup nodes = group.putGroup(NODES);
        for (int node = 0; node < tree.nodes(); node++) {
            Tensor tensor = y.tensor(node);
            ArrayDataset dataset = ArrayDataset.put(nodes, name(node), () -> tensor);
            dataset.putAttribute("parent", tree.parent(node));
            dataset.putAttribute("site", tree.site(node));
        }
    }

    /// Of the array of a node, from the group of the tree on.
    static String path(int node) {
        return NODES + "/" + name(node);
    }

    /// Names sort like numbers.
    private static String name(int node) {
        return "%06d".formatted(node);
    }

    @Override
    boolean isIn(HdfSource group) {
        return group.has(NODES);
    }

    @Override
    TreeTensor read(HdfSource group) {
        HdfSource nodes = group.group(NODES);
        List<Integer> parents = new ArrayList<>();
        List<Integer> sites = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        for (String node : nodes.datasets()) {
            parents.add((int) nodes.integer(node, "parent"));
            sites.add((int) nodes.integer(node, "site"));
            tensors.add(nodes.tensor(node));
        }
        return TreeTensor.of(Tree.ofParents(parents, sites), tensors);
    }

    @Override
    List<Part> parts(TreeTensor y) {
        return IntStream.range(0, y.tree().nodes())
                .mapToObj(node -> new Part("node " + node, y.subtree(node).matrix()))
                .toList();
    }

    @Override
    Optional<String> expression(TreeTensor y) {
        return Optional.of(y.tree().toString());
    }

    @Override
    TreeTensor of(List<Matrix> parts, Optional<String> expression) {
        Tree tree =
                Tree.parse(
                        expression.orElseThrow(() ->
                                new IllegalArgumentException("TreeFormat: there is no tree")));
        List<Tensor> tensors = new ArrayList<>();
        for (int node = 0; node < parts.size(); node++) {
            Matrix core = parts.get(node);
            IntStream below =
                    tree.isLeaf(node)
                            ? IntStream.of(core.rows())
                            : tree.children(node).stream().mapToInt(k -> parts.get(k).cols());
            int[] shape = IntStream.concat(below, IntStream.of(core.cols())).toArray();
            tensors.add(Tensor.of(core).reshape(shape));
        }
        return TreeTensor.of(tree, tensors);
    }
}
