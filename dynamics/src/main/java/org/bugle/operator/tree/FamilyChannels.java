package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;

import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// The channels of one family at the nodes of a tree.
///
/// Where D = E, they are those of the symmetric matrix β. Else every site counts as two, one for D
/// and one for E, next to each other on the tree, with the symmetric couplings β̂(D_i, E_j) = β(i,
/// j) for i < j and zero otherwise: the bases of D and of E are found at once, each against the
/// other, and a channel is Σ_i u_i D_i + v_i E_i.
final class FamilyChannels {
    private static final Pattern SITE = Pattern.compile("[0-9]+");

    private final PairFamily family;
    private final HssMatrix hss;
    private final int[] nodes; // in the tree of the compressed matrix

    private FamilyChannels(PairFamily family, HssMatrix hss, int[] nodes) {
        this.family = family;
        this.hss = hss;
        this.nodes = nodes;
    }

    static FamilyChannels of(
            PairFamily family, Tree tree, BiFunction<Tree, Couplings, HssMatrix> compress) {
        int[] nodes = new int[tree.nodes()];
        int added = 0;
        for (int node = 0; node < nodes.length; node++) {
            added += tree.isLeaf(node) && !family.isSymmetric() ? 2 : 0;
            nodes[node] = node + added;
        }
        if (family.isSymmetric()) {
            return new FamilyChannels(family, compress.apply(tree, family.beta()), nodes);
        }
        HssMatrix hss = compress.apply(doubled(tree), doubled(family.beta()));
        return new FamilyChannels(family, hss, nodes);
    }

    /// Leaf i becomes the pair of leaves (2i 2i+1).
    private static Tree doubled(Tree tree) {
        return Tree.parse(
                SITE.matcher(tree.toString())
                        .replaceAll(found -> {
                            int site = Integer.parseInt(found.group());
                            return "(%d %d)".formatted(2 * site, 2 * site + 1);
                        }));
    }

    private static Couplings doubled(Couplings beta) {
        Matrix.ComplexEntry entry =
                (a, b) ->
                        a / 2 < b / 2 && a % 2 == 0 && b % 2 == 1
                                ? beta.at(a / 2, b / 2)
                                : Complex.ZERO;
        return beta.isComplex()
                ? Couplings.ofComplex(2 * beta.sites(), entry)
                : Couplings.of(2 * beta.sites(), (a, b) -> entry.at(a, b).re());
    }

    PairFamily family() {
        return family;
    }

    HssMatrix hss() {
        return hss;
    }

    int channels(int node) {
        return hss.channels(nodes[node]);
    }

    /// R: as [HssMatrix#transfer].
    Matrix transfer(int node) {
        return hss.transfer(nodes[node]);
    }

    Matrix coupling(int node, int i, int j) {
        return hss.coupling(nodes[node], i, j);
    }

    /// The channels of a leaf in D (and E, as the second row where it differs): U.
    Matrix ofSite(int leaf) {
        return hss.basis(nodes[leaf]);
    }
}
