package org.bugle.lowrank.tree;

import org.bugle.linalg.parallel.Parallel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A dimension tree: its leaves are the sites (modes) 0, …, d − 1 of a tensor in any order, its
/// inner nodes have two or more children. An immutable value.
///
/// Nodes are numbered in post-order: children before their parent, the root last, the nodes of a
/// subtree next to each other. Nothing here recurses over the depth, so a linear tree of thousands
/// of sites is legal.
public final class Tree {
    /// The parent of the root, and the site of an inner node.
    public static final int NONE = -1;

    private final int[] parents;
    private final int[] sites;
    private final int[][] children;
    private final int[] leaves; // by site
    private final int[] leafOrder; // sites from left to right
    private final int[] firstLeaf; // position in leafOrder where a node's sites begin
    private final int[] leafCount;
    private final int[] depths;
    private final int[][] byHeight; // leaves first
    private final int[][] byDepth; // root first

    /// Of parents and sites in post-order, known to be sound.
    Tree(int[] parents, int[] sites) {
        this.parents = parents;
        this.sites = sites;
        int count = parents.length;
        children = new int[count][];
        leafCount = new int[count];
        firstLeaf = new int[count];
        depths = new int[count];
        int[] heights = new int[count];
        leafOrder = Arrays.stream(sites).filter(site -> site != NONE).toArray();
        leaves = new int[leafOrder.length];
        int[] found = new int[count];
        for (int node : parents) {
            if (node != NONE) {
                found[node]++;
            }
        }
        int leavesSoFar = 0;
        for (int node = 0; node < count; node++) {
            children[node] = new int[found[node]];
            if (sites[node] != NONE) {
                leaves[sites[node]] = node;
                firstLeaf[node] = leavesSoFar++;
                leafCount[node] = 1;
            }
        }
        for (int node = count - 1; node >= 0; node--) { // parents first, the last child first
            if (parents[node] != NONE) {
                children[parents[node]][--found[parents[node]]] = node;
                depths[node] = depths[parents[node]] + 1;
            }
        }
        for (int node = 0; node < count; node++) {
            for (int child : children[node]) {
                heights[node] = Math.max(heights[node], heights[child] + 1);
                leafCount[node] += leafCount[child];
                firstLeaf[node] = child == children[node][0] ? firstLeaf[child] : firstLeaf[node];
            }
        }
        byHeight = levels(heights);
        byDepth = levels(depths);
    }

    private static int[][] levels(int[] level) {
        int[] sizes = new int[Arrays.stream(level).max().orElseThrow() + 1];
        Arrays.stream(level).forEach(k -> sizes[k]++);
        int[][] result = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int node = level.length - 1; node >= 0; node--) {
            result[level[node]][--sizes[level[node]]] = node;
        }
        return result;
    }

    // ---- factories

    /// Every run of s sites is cut into the first ⌈s/2⌉ and the last ⌊s/2⌋.
    ///
    /// @throws IllegalArgumentException if there is no site
    public static Tree balanced(int sites) {
        return mary(2, sites);
    }

    /// (0 (1 (2 …))): a tensor train.
    ///
    /// @throws IllegalArgumentException if there is no site
    public static Tree linear(int sites) {
        PostOrder order = new PostOrder();
        IntStream.range(0, positive(sites)).forEach(order::leaf);
        IntStream.range(1, sites).forEach(_ -> order.join(2));
        return order.tree();
    }

    /// Every run of s sites is cut into min(arity, s) runs, the first (s mod arity) of them one
    /// longer.
    ///
    /// @throws IllegalArgumentException if there is no site or the arity is below 2
    public static Tree mary(int arity, int sites) {
        if (arity < 2) {
            throw new IllegalArgumentException(
                    "Tree: mary needs an arity of 2 or more, found %d".formatted(arity));
        }
        return new PostOrder().split(arity, 0, positive(sites)).tree();
    }

    /// All sites under one node: the Tucker format.
    ///
    /// @throws IllegalArgumentException if there is no site
    public static Tree star(int sites) {
        return mary(Math.max(2, positive(sites)), sites);
    }

    private static int positive(int sites) {
        if (sites < 1) {
            throw new IllegalArgumentException(
                    "Tree: needs one site or more, found %d".formatted(sites));
        }
        return sites;
    }

    /// An expression such as `((0 1) (2 (3 4)))`; line ends and commas separate like blanks.
    ///
    /// @throws IllegalArgumentException if the brackets or the sites are wrong
    public static Tree parse(String expression) {
        return TreeText.parse(expression);
    }

    /// The tree of these nodes in post-order.
    ///
    /// @param parents of each node, [#NONE] at the root
    /// @param sites of each leaf, [#NONE] at an inner node
    /// @throws IllegalArgumentException if they are no tree in post-order with the sites 0, 1, …
    public static Tree ofParents(List<Integer> parents, List<Integer> sites) {
        List<Integer> leaves = sites.stream().filter(site -> site != NONE).sorted().toList();
        boolean sound =
                parents.size() == sites.size()
                        && !leaves.isEmpty()
                        && leaves.equals(IntStream.range(0, leaves.size()).boxed().toList());
        Map<Integer, Long> children =
                parents.stream().collect(Collectors.groupingBy(p -> p, Collectors.counting()));
        PostOrder order = new PostOrder();
        int open = 0;
        for (int node = 0; sound && node < sites.size(); node++) {
            boolean leaf = sites.get(node) != NONE;
            int joined = leaf ? 0 : children.getOrDefault(node, 0L).intValue();
            sound = leaf || (joined >= 2 && joined <= open);
            if (sound) {
                PostOrder _ = leaf ? order.leaf(sites.get(node)) : order.join(joined);
                open += 1 - joined;
            }
        }
        if (sound && open == 1) {
            Tree tree = order.tree();
            if (Arrays.stream(tree.parents).boxed().toList().equals(parents)) {
                return tree;
            }
        }
        throw new IllegalArgumentException(
                "Tree: parents and sites must be those of the nodes of a tree in post-order");
    }

    /// `balanced`, `linear`, `star`, `mary:3` or an expression, for a given number of sites.
    ///
    /// @throws IllegalArgumentException if it is none of these or has not so many leaves
    public static Tree of(String description, int sites) {
        return TreeText.named(description, sites);
    }

    /// The same shape with site `newSites[k]` at the k-th leaf from the left.
    ///
    /// @throws IllegalArgumentException if `newSites` is no permutation of the sites
    public Tree withLeafOrder(int... newSites) {
        int[] sorted = newSites.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, IntStream.range(0, sites()).toArray())) {
            throw new IllegalArgumentException(
                    "Tree: the leaves must be the sites 0 to %d in some order, found %s"
                            .formatted(sites() - 1, Arrays.toString(newSites)));
        }
        return new Tree(
                parents,
                IntStream.range(0, nodes())
                        .map(node -> isLeaf(node) ? newSites[firstLeaf[node]] : NONE)
                        .toArray());
    }

    // ---- looking up

    /// The number of sites d, which is the number of leaves.
    public int sites() {
        return leaves.length;
    }

    public int nodes() {
        return parents.length;
    }

    /// The number of edges: one above every node but the root.
    public int edges() {
        return nodes() - 1;
    }

    public int root() {
        return nodes() - 1;
    }

    /// The parent, or [#NONE] at the root.
    public int parent(int node) {
        return parents[node];
    }

    public int childCount(int node) {
        return children[node].length;
    }

    public int child(int node, int k) {
        return children[node][k];
    }

    public List<Integer> children(int node) {
        return Arrays.stream(children[node]).boxed().toList();
    }

    /// Which child of its parent a node below the root is, from 0.
    public int childIndex(int node) {
        return Arrays.binarySearch(children[parents[node]], node);
    }

    public boolean isLeaf(int node) {
        return sites[node] != NONE;
    }

    /// The site of a leaf, or [#NONE] at an inner node.
    public int site(int node) {
        return sites[node];
    }

    /// The node of a site.
    public int leaf(int site) {
        return leaves[site];
    }

    /// The sites below a node from left to right.
    public List<Integer> sitesBelow(int node) {
        int first = firstLeaf[node];
        return Arrays.stream(leafOrder, first, first + leafCount[node]).boxed().toList();
    }

    /// How many leaves stand to the left of the sites below a node.
    public int leavesBefore(int node) {
        return firstLeaf[node];
    }

    /// The first node of the subtree at a node in post-order, its leftmost leaf; the nodes from
    /// there to the node itself are all of the subtree.
    public int firstBelow(int node) {
        int first = node;
        while (!isLeaf(first)) {
            first = child(first, 0);
        }
        return first;
    }

    /// The number of edges from the root to a node.
    public int depth(int node) {
        return depths[node];
    }

    /// The largest number of edges from the root to a leaf.
    public int depth() {
        return byDepth.length - 1;
    }

    /// The lowest node above or at both.
    public int commonAncestor(int a, int b) {
        int left = a;
        int right = b;
        while (left != right) { // a parent has a larger number than its children
            if (left < right) {
                left = parents[left];
            } else {
                right = parents[right];
            }
        }
        return left;
    }

    // ---- sweeps

    /// Runs `task` for every node, children before parents; nodes of one height run side by side
    /// inside a driver's pool.
    public void upward(IntConsumer task) {
        sweep(byHeight, _ -> Parallel.HANDED_OVER, task);
    }

    /// Runs `task` for every node, parents before children; nodes of one depth run side by side
    /// inside a driver's pool.
    public void downward(IntConsumer task) {
        sweep(byDepth, _ -> Parallel.HANDED_OVER, task);
    }

    /// As [#upward(IntConsumer)], side by side only where there is enough work.
    ///
    /// @param flops of a node, estimated from shapes alone
    public void upward(IntToDoubleFunction flops, IntConsumer task) {
        sweep(byHeight, flops, task);
    }

    /// As [#downward(IntConsumer)], side by side only where there is enough work.
    ///
    /// @param flops of a node, estimated from shapes alone
    public void downward(IntToDoubleFunction flops, IntConsumer task) {
        sweep(byDepth, flops, task);
    }

    private static void sweep(int[][] levels, IntToDoubleFunction flops, IntConsumer task) {
        for (int[] level : levels) {
            Parallel.forEach(
                    level.length, k -> flops.applyAsDouble(level[k]), k -> task.accept(level[k]));
        }
    }

    /// The permutation of modes from the order of sites to the order of leaves, or back.
    int[] leafModes(boolean back) {
        IntUnaryOperator mode = back ? site -> firstLeaf[leaves[site]] : k -> leafOrder[k];
        return IntStream.range(0, sites()).map(mode).toArray();
    }

    // ---- object

    @Override
    public boolean equals(Object other) {
        return other instanceof Tree b
                && Arrays.equals(parents, b.parents)
                && Arrays.equals(sites, b.sites);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(parents) + Arrays.hashCode(sites);
    }

    /// The expression that [#parse] reads.
    @Override
    public String toString() {
        return TreeText.of(this);
    }
}
