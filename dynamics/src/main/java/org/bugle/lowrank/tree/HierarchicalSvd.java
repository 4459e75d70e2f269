package org.bugle.lowrank.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// The hierarchical singular value decomposition of a dense tensor, leaves before their parents,
/// each unfolding of what the earlier projections left over. The projections commute, the discarded
/// parts are orthogonal, and the error is (Σ tail²)^½ over the edges; each has the budget ϑ/√E.
final class HierarchicalSvd {
    private HierarchicalSvd() {}

    static TreeTensor of(Tree tree, Tensor dense, Truncation rule) {
        if (dense.order() != tree.sites()) {
            throw new IllegalArgumentException(
                    "TreeTensor: a tree of %d sites needs a tensor of as many modes, found %s"
                            .formatted(tree.sites(), Cores.shape(dense)));
        }
        Truncation each = Cut.perEdge(rule, tree);
        Tensor rest = dense.permute(tree.leafModes(false));
        int[] sizes = rest.shape();
        Tensor[] tensors = new Tensor[tree.nodes()];
        Deque<Integer> done = new ArrayDeque<>(); // ranks of finished subtrees, the last one first
        for (int node = 0; node < tree.nodes(); node++) {
            int leaves = tree.sitesBelow(node).size();
            int[] shape = new int[Math.max(1, tree.childCount(node)) + 1];
            for (int k = shape.length - 2; k >= 0; k--) {
                shape[k] = tree.isLeaf(node) ? sizes[tree.leavesBefore(node)] : done.pop();
            }
            shape[shape.length - 1] = 1;
            Tensor like = Tensor.zeros(shape);
            if (node == tree.root()) {
                tensors[node] = rest.reshape(shape);
                break;
            }
            int before = done.stream().reduce(1, (a, b) -> a * b);
            int after =
                    Arrays.stream(sizes)
                            .skip(tree.leavesBefore(node) + leaves)
                            .reduce(1, (a, b) -> a * b);
            Tensor middle = rest.reshape(before, like.size(), after);
            Svd svd = Svd.of(middle.unfold(1));
            // below a root with two children, the first edge has cut what the second one would cut
            Truncation cut =
                    Cut.twin(tree, node) < node
                            ? Truncation.toRank(Math.max(1, svd.singularValues().size()))
                            : each;
            Matrix basis = Cut.of(cut, svd.singularValues(), svd.u()).vectors();
            tensors[node] = Cores.tensor(basis, like);
            rest = middle.timesMode(1, basis.adjoint());
            done.push(basis.cols());
        }
        return TreeTensor.of(tree, List.of(tensors));
    }
}
