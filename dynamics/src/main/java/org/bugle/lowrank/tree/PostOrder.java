package org.bugle.lowrank.tree;

import java.util.ArrayList;
import java.util.List;

/// Writes a tree down from its leaves up: a leaf is put on a stack, an inner node takes its
/// children from there.
final class PostOrder {
    private final List<Integer> parents = new ArrayList<>();
    private final List<Integer> sites = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>();

    PostOrder leaf(int site) {
        return add(site);
    }

    /// Joins the last `count` subtrees, in their order, under a new node.
    PostOrder join(int count) {
        int node = parents.size();
        List<Integer> children = open.subList(open.size() - count, open.size());
        children.forEach(child -> parents.set(child, node));
        children.clear();
        return add(Tree.NONE);
    }

    private PostOrder add(int site) {
        open.add(parents.size());
        parents.add(Tree.NONE);
        sites.add(site);
        return this;
    }

    /// The sites `from` ≤ l < `to` cut into runs of nearly equal length, these again, down to
    /// single sites; the first (to − from) mod arity runs are one longer. The depth is logarithmic.
    PostOrder split(int arity, int from, int to) {
        int parts = Math.min(arity, to - from);
        if (parts == 1) {
            return leaf(from);
        }
        int start = from;
        for (int k = 0; k < parts; k++) {
            int length = (to - from) / parts + (k < (to - from) % parts ? 1 : 0);
            split(arity, start, start + length);
            start += length;
        }
        return join(parts);
    }

    Tree tree() {
        return new Tree(array(parents), array(sites));
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
