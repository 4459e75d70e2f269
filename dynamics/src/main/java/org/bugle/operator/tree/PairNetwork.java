package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Identity;
import org.bugle.lowrank.tree.Tree;

import java.util.List;
import java.util.stream.IntStream;

/// The network of compressed pair terms, entry by entry (arXiv:2405.09952). The slots of a node
/// are: the identity; h, all terms inside; the channels of each family. An inner node joins
///
/// | slot | entries |
/// |---|---|
/// | identity | the identities of all children |
/// | h | h of one child times identities; B_ij on channels of two children times identities |
/// | channel | R_j on the channels of one child times identities |
final class PairNetwork {
    private static final int INSIDE = 1;
    private static final int CHANNELS = 2;

    private final PairHamiltonian hamiltonian;
    private final Tree tree;
    private final List<FamilyChannels> families;

    PairNetwork(PairHamiltonian hamiltonian, Tree tree, List<FamilyChannels> families) {
        this.hamiltonian = hamiltonian;
        this.tree = tree;
        this.families = families;
    }

    TreeOperator build() {
        List<LeafSlots> leaves = IntStream.range(0, tree.sites()).mapToObj(this::leaf).toList();
        List<SparseTensor> cores =
                IntStream.range(0, tree.nodes())
                        .filter(node -> !tree.isLeaf(node))
                        .mapToObj(this::core)
                        .toList();
        return TreeOperator.of(tree, leaves, cores);
    }

    /// The first slot of a family.
    private int first(int family, int node) {
        return CHANNELS + families.stream().limit(family).mapToInt(f -> f.channels(node)).sum();
    }

    private LeafSlots leaf(int site) {
        int node = tree.leaf(site);
        int size = hamiltonian.sizes().get(site);
        LeafSlots.Builder slots = LeafSlots.builder(size, first(families.size(), node));
        slots.add(new Identity(size), 0, Complex.ONE);
        hamiltonian.local().get(site).ifPresent(term -> slots.add(term, INSIDE, Complex.ONE));
        for (int f = 0; f < families.size(); f++) {
            PairFamily family = families.get(f).family();
            Matrix channels = families.get(f).ofSite(node);
            for (int c = 0; c < channels.cols(); c++) {
                slots.add(family.left().get(site), first(f, node) + c, channels.at(0, c));
                if (!family.isSymmetric()) {
                    slots.add(family.right().get(site), first(f, node) + c, channels.at(1, c));
                }
            }
        }
        return node == tree.root() ? slots.build(INSIDE) : slots.build();
    }

    private SparseTensor core(int node) {
        boolean root = node == tree.root();
        int m = tree.childCount(node);
        int[] shape = new int[m + 1];
        for (int j = 0; j < m; j++) {
            shape[j] = first(families.size(), tree.child(node, j));
        }
        shape[m] = root ? 1 : first(families.size(), node);
        SparseTensor.Builder core = SparseTensor.builder(shape);
        int inside = root ? 0 : INSIDE;
        for (int j = 0; j < m; j++) {
            core.put(1, index(m, inside, j, INSIDE));
        }
        for (int f = 0; f < families.size(); f++) {
            couplings(node, f, inside, core);
        }
        if (!root) {
            core.put(1, new int[m + 1]);
            for (int f = 0; f < families.size(); f++) {
                transfers(node, f, core);
            }
        }
        return core.tensor();
    }

    private void couplings(int node, int f, int inside, SparseTensor.Builder core) {
        int m = tree.childCount(node);
        for (int i = 0; i < m; i++) {
            for (int j = i + 1; j < m; j++) {
                Matrix b = families.get(f).coupling(node, i, j);
                int left = first(f, tree.child(node, i));
                int right = first(f, tree.child(node, j));
                for (int p = 0; p < b.rows(); p++) {
                    for (int q = 0; q < b.cols(); q++) {
                        int[] index = index(m, inside, i, left + p);
                        index[j] = right + q;
                        core.put(b.at(p, q), index);
                    }
                }
            }
        }
    }

    private void transfers(int node, int f, SparseTensor.Builder core) {
        int m = tree.childCount(node);
        Matrix transfer = families.get(f).transfer(node);
        int row = 0;
        for (int j = 0; j < m; j++) {
            int child = tree.child(node, j);
            for (int a = 0; a < families.get(f).channels(child); a++, row++) {
                for (int c = 0; c < transfer.cols(); c++) {
                    int[] index = index(m, first(f, node) + c, j, first(f, child) + a);
                    core.put(transfer.at(row, c), index);
                }
            }
        }
    }

    /// One slot at one child, identities at the others.
    private static int[] index(int children, int slot, int child, int childSlot) {
        int[] index = new int[children + 1];
        index[children] = slot;
        index[child] = childSlot;
        return index;
    }
}
