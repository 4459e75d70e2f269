package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ⟨Y, H Y⟩ by the blocks A_τ(a) = U_τᴴ H_τ(a) U_τ of every slot, from the leaves to the root (spec
/// `ttno` §3.8). Y is orthonormal, so a slot that is the identity has no block.
final class Expectation {
    private final TreeOperator h;
    private final TreeTensor y;
    private final Tree tree;
    private final List<List<Optional<Matrix>>> blocks = new ArrayList<>(); // by node and slot

    /// Entries of a connecting tensor that differ in one index alone: their blocks are summed
    /// before they meet the tensor of Y.
    ///
    /// @param mode the index in which they differ
    /// @param others the entry with that index struck out
    private record Group(int mode, List<Integer> others) {
        static Group of(SparseTensor.Entry entry, int mode) {
            List<Integer> others = new ArrayList<>(entry.index());
            others.set(mode, -1);
            return new Group(mode, List.copyOf(others));
        }
    }

    private Expectation(TreeOperator h, TreeTensor y) {
        this.h = h;
        this.y = y;
        tree = h.tree();
    }

    static Complex of(TreeOperator h, TreeTensor orthonormal) {
        Expectation sweep = new Expectation(h, orthonormal);
        Tree tree = h.tree();
        for (int node = 0; node < tree.nodes(); node++) {
            sweep.blocks.add(tree.isLeaf(node) ? sweep.leaf(node) : sweep.inner(node));
            for (int child : tree.children(node)) {
                sweep.blocks.set(child, List.of()); // not needed any more
            }
        }
        return sweep.blocks.getLast().getFirst().map(block -> block.at(0, 0)).orElseThrow();
    }

    private boolean isIdentity(int node, int slot) {
        return node != tree.root() && h.isIdentity(node, slot);
    }

    private List<Optional<Matrix>> leaf(int node) {
        LeafSlots leaf = h.leaf(tree.site(node));
        Matrix u = y.subtree(node).matrix();
        List<Matrix> seen = new ArrayList<>();
        for (LinearMap map : leaf.dictionary()) {
            seen.add(u.adjointTimes(map.apply(u)));
        }
        List<Optional<Matrix>> result = new ArrayList<>();
        for (int a = 0; a < leaf.slots(); a++) {
            Matrix sum = Matrix.zeros(u.cols(), u.cols());
            for (int k = 0; k < seen.size(); k++) {
                sum = sum.plus(leaf.coefficients().at(k, a), seen.get(k));
            }
            result.add(isIdentity(node, a) ? Optional.empty() : Optional.of(sum));
        }
        return result;
    }

    private List<Optional<Matrix>> inner(int node) {
        List<List<SparseTensor.Entry>> bySlot = new ArrayList<>();
        for (int a = 0; a < h.slots(node); a++) {
            bySlot.add(new ArrayList<>());
        }
        h.core(node).entries().forEach(e -> bySlot.get(e.index().getLast()).add(e));
        Matrix u = y.subtree(node).matrix();
        List<Optional<Matrix>> result = new ArrayList<>();
        for (int a = 0; a < bySlot.size(); a++) {
            if (isIdentity(node, a)) {
                result.add(Optional.empty());
                continue;
            }
            Matrix image = Matrix.zeros(u.rows(), u.cols());
            for (var group : groups(bySlot.get(a), tree.childCount(node)).entrySet()) {
                Tensor part = applied(node, group.getKey(), group.getValue());
                image = image.plus(part.reshape(u.rows(), u.cols()).unfold(0));
            }
            result.add(Optional.of(u.adjointTimes(image)));
        }
        return result;
    }

    /// Every entry goes to the largest group that it could belong to.
    private static Map<Group, List<SparseTensor.Entry>> groups(
            List<SparseTensor.Entry> entries, int modes) {
        Map<Group, Integer> sizes = new HashMap<>();
        for (SparseTensor.Entry entry : entries) {
            for (int mode = 0; mode < modes; mode++) {
                sizes.merge(Group.of(entry, mode), 1, Integer::sum);
            }
        }
        Map<Group, List<SparseTensor.Entry>> groups = new LinkedHashMap<>();
        for (SparseTensor.Entry entry : entries) {
            Group best = Group.of(entry, 0);
            for (int mode = 1; mode < modes; mode++) {
                Group other = Group.of(entry, mode);
                best = sizes.getOrDefault(other, 0) > sizes.getOrDefault(best, 0) ? other : best;
            }
            groups.computeIfAbsent(best, _ -> new ArrayList<>()).add(entry);
        }
        return groups;
    }

    private Tensor applied(int node, Group group, List<SparseTensor.Entry> entries) {
        Tensor c = y.tensor(node);
        int rank = c.size(group.mode);
        Matrix sum = Matrix.zeros(rank, rank);
        for (SparseTensor.Entry entry : entries) {
            Matrix block =
                    block(node, group.mode, entry.index().get(group.mode))
                            .orElseGet(() -> Matrix.identity(rank));
            sum = sum.plus(entry.value(), block);
        }
        Tensor result = c.timesMode(group.mode, sum);
        for (int k = 0; k < tree.childCount(node); k++) {
            if (k != group.mode) {
                Optional<Matrix> block = block(node, k, group.others.get(k));
                result = block.isPresent() ? result.timesMode(k, block.get()) : result;
            }
        }
        return result;
    }

    private Optional<Matrix> block(int node, int child, int slot) {
        return blocks.get(tree.child(node, child)).get(slot);
    }
}
