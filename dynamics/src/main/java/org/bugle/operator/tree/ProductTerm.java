package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.structured.Identity;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A multiple of a product of maps on some sites, the identity on all others.
///
/// @param factors by site
public record ProductTerm(Complex coefficient, Map<Integer, ? extends LinearMap> factors) {
    public ProductTerm {
        factors = Map.copyOf(factors);
    }

    /// A real multiple.
    public static ProductTerm of(double coefficient, Map<Integer, ? extends LinearMap> factors) {
        return new ProductTerm(Complex.real(coefficient), factors);
    }

    static TreeOperator sum(Tree tree, List<Integer> sizes, List<ProductTerm> terms) {
        if (sizes.size() != tree.sites()) {
            throw new IllegalArgumentException(
                    "TreeOperator: a tree of %d sites needs as many sizes, found %d"
                            .formatted(tree.sites(), sizes.size()));
        }
        terms.forEach(term -> term.requireSites(tree));
        List<LeafSlots> leaves = new ArrayList<>();
        for (int site = 0; site < sizes.size(); site++) {
            Identity one = new Identity(sizes.get(site));
            boolean root = tree.sites() == 1;
            LeafSlots.Builder slots = LeafSlots.builder(sizes.get(site), root ? 1 : terms.size());
            for (int k = 0; k < terms.size(); k++) {
                LinearMap map = terms.get(k).factors.get(site);
                Complex multiple = root ? terms.get(k).coefficient : Complex.ONE;
                slots.add(map == null ? one : map, root ? 0 : k, multiple);
            }
            leaves.add(slots.build());
        }
        List<SparseTensor> cores = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            if (!tree.isLeaf(node)) {
                cores.add(core(tree.childCount(node), node == tree.root(), terms));
            }
        }
        return TreeOperator.of(tree, leaves, cores);
    }

    private void requireSites(Tree tree) {
        for (int site : factors.keySet()) {
            if (site < 0 || site >= tree.sites()) {
                throw new IllegalArgumentException(
                        "TreeOperator: there is no site %d among the sites 0 to %d"
                                .formatted(site, tree.sites() - 1));
            }
        }
    }

    private static SparseTensor core(int children, boolean root, List<ProductTerm> terms) {
        int[] shape = new int[children + 1];
        Arrays.fill(shape, terms.size());
        shape[children] = root ? 1 : terms.size();
        SparseTensor.Builder core = SparseTensor.builder(shape);
        int[] index = new int[children + 1];
        for (int k = 0; k < terms.size(); k++) {
            Arrays.fill(index, k);
            index[children] = root ? 0 : k;
            core.put(root ? terms.get(k).coefficient : Complex.ONE, index);
        }
        return core.tensor();
    }
}
