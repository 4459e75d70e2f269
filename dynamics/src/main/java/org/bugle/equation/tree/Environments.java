package org.bugle.equation.tree;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Identity;
import org.bugle.lowrank.tree.Cores;
import org.bugle.lowrank.tree.Subtree;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.LeafSlots;
import org.bugle.operator.tree.SparseTensor;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.TensorOde;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an operator is between bases: below an edge `E[a] = U′ᴴ H_τ[a] U`, above it `D[a]` (spec
/// `ttn` §3.1), each computed once for a pair of subtrees or frames. Side by side, two threads may
/// compute the same block, with the same bits.
final class Environments {
    private final TreeOperator operator;
    private final Tree tree;
    private final Map<Key, ModeBlocks> below = new ConcurrentHashMap<>();
    private final Map<Key, ModeBlocks> above = new ConcurrentHashMap<>();

    /// A pair compared by identity, at a node.
    private record Key(int node, Object bra, Object ket) {
        @Override
        @SuppressWarnings("ReferenceEquality") // blocks are kept by identity
        public boolean equals(Object other) {
            return other instanceof Key(int n, Object b, Object k)
                    && n == node
                    && b == bra
                    && k == ket;
        }

        @Override
        public int hashCode() {
            return (31 * node + System.identityHashCode(bra)) * 31 + System.identityHashCode(ket);
        }

        @SuppressWarnings("ReferenceEquality")
        boolean isDiagonal() {
            return bra == ket;
        }

        /// Of the work for one slot of a subtree.
        double flops() {
            return Cores.flops(((Subtree) ket).tensor());
        }
    }

    Environments(TreeOperator operator) {
        this.operator = operator;
        tree = operator.tree();
    }

    // ---- below an edge

    /// `E[a]`, r′×r each, of the subtree at a node.
    ModeBlocks up(int node, Subtree bra, Subtree ket) {
        Key wanted = new Key(node, bra, ket);
        findBelow(List.of(wanted));
        return known(wanted);
    }

    private ModeBlocks known(Key key) {
        return Objects.requireNonNull(below.get(key));
    }

    /// Computes these blocks and what they are made of where it is missing, the deepest first and
    /// those of one depth side by side.
    private void findBelow(List<Key> wanted) {
        List<List<Key>> levels = new ArrayList<>();
        List<Key> level = missing(wanted.stream());
        while (!level.isEmpty()) {
            levels.add(level);
            level = missing(level.stream().flatMap(this::children));
        }
        for (List<Key> keys : levels.reversed()) {
            Parallel.forEach(
                    keys.size(),
                    k -> operator.slots(keys.get(k).node) * keys.get(k).flops(),
                    k -> below.put(keys.get(k), upAt(keys.get(k))));
        }
    }

    private List<Key> missing(Stream<Key> keys) {
        return keys.filter(key -> !below.containsKey(key)).toList();
    }

    private Stream<Key> children(Key key) {
        return IntStream.range(0, tree.childCount(key.node)).mapToObj(k -> child(key, k));
    }

    private Key child(Key key, int k) {
        return new Key(
                tree.child(key.node, k),
                ((Subtree) key.bra).children().get(k),
                ((Subtree) key.ket).children().get(k));
    }

    private ModeBlocks upAt(Key key) {
        Matrix bra = ((Subtree) key.bra).matrix();
        Subtree ket = (Subtree) key.ket;
        int node = key.node;
        List<Optional<Matrix>> blocks = new ArrayList<>();
        if (tree.isLeaf(node)) {
            LeafSlots leaf = operator.leaf(tree.site(node));
            List<Matrix> projected =
                    leaf.dictionary().stream()
                            .map(map -> bra.adjointTimes(applied(map, ket.matrix())))
                            .toList();
            for (int a = 0; a < leaf.slots(); a++) {
                boolean one = key.isDiagonal() && operator.isIdentity(node, a);
                blocks.add(
                        one
                                ? Optional.empty()
                                : Optional.of(
                                        combined(leaf, a, projected, bra.cols(), ket.rank())));
            }
        } else {
            SparseTensor core = operator.core(node);
            List<Optional<ModeBlocks>> modes = new ArrayList<>();
            for (int k = 0; k < tree.childCount(node); k++) {
                modes.add(Optional.of(known(child(key, k))));
            }
            List<List<SparseTensor.Entry>> bySlot = ModeBlocks.bySlot(core, core.order() - 1);
            blocks.addAll(
                    Parallel.map(
                            bySlot.size(),
                            key.flops(),
                            a ->
                                    key.isDiagonal() && operator.isIdentity(node, a)
                                            ? Optional.empty()
                                            : Optional.of(
                                                    upAtSlot(
                                                            bySlot.get(a),
                                                            modes,
                                                            bra,
                                                            ket.tensor()))));
        }
        return new ModeBlocks(blocks, a -> operator.isIdentity(node, a));
    }

    private static Matrix applied(LinearMap map, Matrix x) {
        return map instanceof Identity ? x : map.apply(x);
    }

    /// Σ_k c_ka M_k.
    private static Matrix combined(
            LeafSlots leaf, int slot, List<Matrix> matrices, int rows, int columns) {
        Matrix sum = Matrix.zeros(rows, columns);
        for (int k = 0; k < matrices.size(); k++) {
            var c = leaf.coefficients().at(k, slot);
            if (c.re() != 0 || c.im() != 0) {
                sum = sum.plus(c, matrices.get(k));
            }
        }
        return sum;
    }

    private static Matrix upAtSlot(
            List<SparseTensor.Entry> entries,
            List<Optional<ModeBlocks>> modes,
            Matrix bra,
            Tensor ket) {
        int rank = ket.size(ket.order() - 1);
        return image(ModeBlocks.products(Coefficient.ONE, entries, modes), ket)
                .map(seen -> bra.adjointTimes(matrix(seen, rank)))
                .orElseGet(() -> Matrix.zeros(bra.cols(), rank));
    }

    /// Σ of the terms times a tensor, in their order; empty where there is no term.
    private static Optional<Tensor> image(List<TensorOde.Term> terms, Tensor x) {
        return Parallel.map(terms.size(), Cores.flops(x) / x.order(), k -> image(terms.get(k), x))
                .stream()
                .reduce(Tensor::plus);
    }

    private static Tensor image(TensorOde.Term term, Tensor x) {
        var c = term.coefficient().at(0);
        Tensor product = ModeBlocks.multiplied(term, x);
        return !c.isReal() ? product.times(c) : c.re() == 1 ? product : product.times(c.re());
    }

    private static Matrix matrix(Tensor c, int columns) {
        return c.reshape(c.size() / Math.max(1, columns), columns).unfold(0);
    }

    // ---- above an edge

    /// `D[a]`, q′×q each, of what a node sees above; for the root the trivial one.
    ModeBlocks down(int node, Optional<Outside> bra, Optional<Outside> ket) {
        if (bra.isEmpty() || ket.isEmpty()) {
            return ModeBlocks.ROOT;
        }
        List<Key> chain = new ArrayList<>();
        Key wanted = new Key(node, bra.get(), ket.get());
        Optional<Key> key = Optional.of(wanted);
        while (key.isPresent() && !above.containsKey(key.get())) {
            chain.add(key.get());
            key = parent(key.get());
        }
        findBelow(chain.stream().flatMap(this::siblings).toList());
        Collections.reverse(chain);
        chain.forEach(missing -> above.put(missing, downAt(missing)));
        return Objects.requireNonNull(above.get(wanted));
    }

    /// The subtrees beside a node, below its parent.
    private Stream<Key> siblings(Key key) {
        Outside bra = (Outside) key.bra;
        Outside ket = (Outside) key.ket;
        int parent = tree.parent(key.node);
        return IntStream.range(0, tree.childCount(parent))
                .filter(k -> k != bra.child())
                .mapToObj(k ->
                        new Key(
                                tree.child(parent, k),
                                bra.siblings().get(k),
                                ket.siblings().get(k)));
    }

    private Optional<Key> parent(Key key) {
        Outside bra = (Outside) key.bra;
        Outside ket = (Outside) key.ket;
        return bra.above().map(b -> new Key(tree.parent(key.node), b, ket.above().orElseThrow()));
    }

    private ModeBlocks downAt(Key key) {
        Outside bra = (Outside) key.bra;
        Outside ket = (Outside) key.ket;
        int child = bra.child();
        int parent = tree.parent(key.node);
        List<Optional<ModeBlocks>> modes = new ArrayList<>();
        for (int k = 0; k < tree.childCount(parent); k++) {
            int sibling = tree.child(parent, k);
            modes.add(
                    k == child
                            ? Optional.empty()
                            : Optional.of(
                                    up(sibling, bra.siblings().get(k), ket.siblings().get(k))));
        }
        ModeBlocks further = parent(key).map(above::get).orElse(ModeBlocks.ROOT);
        modes.add(
                Optional.of(
                        new ModeBlocks(
                                further.blocks(), a -> operator.isIdentityOutside(parent, a))));
        Matrix frame = bra.tensor().unfold(child).conjugate();
        List<List<SparseTensor.Entry>> bySlot = ModeBlocks.bySlot(operator.core(parent), child);
        List<Optional<Matrix>> blocks =
                Parallel.map(
                        bySlot.size(),
                        Cores.flops(ket.tensor()),
                        a ->
                                key.isDiagonal() && operator.isIdentityOutside(key.node, a)
                                        ? Optional.empty()
                                        : Optional.of(
                                                image(
                                                                ModeBlocks.products(
                                                                        Coefficient.ONE,
                                                                        bySlot.get(a),
                                                                        modes),
                                                                ket.tensor())
                                                        .map(seen ->
                                                                frame.timesTranspose(
                                                                        seen.unfold(child)))
                                                        .orElseGet(() ->
                                                                Matrix.zeros(
                                                                        bra.rank(), ket.rank()))));
        return new ModeBlocks(blocks, a -> operator.isIdentityOutside(key.node, a));
    }

    // ---- a node between both

    /// The terms `c S ×₁ E[a] ×₂ D[a]` at the edge above a node.
    List<TensorOde.Term> edge(Coefficient c, int node, Subtree subtree, Outside outside) {
        ModeBlocks e = up(node, subtree, subtree);
        ModeBlocks d = down(node, Optional.of(outside), Optional.of(outside));
        return IntStream.range(0, operator.slots(node))
                .mapToObj(a -> new TensorOde.Term(c, List.of(e.get(a), d.get(a))))
                .toList();
    }

    /// The terms `c S[a₁, …, a_m, a] X ×_i E_i[a_i] ×_parent D[a]` at an inner node.
    List<TensorOde.Term> core(Coefficient c, Place bra, Place ket) {
        int node = bra.node();
        List<Key> children =
                IntStream.range(0, tree.childCount(node))
                        .mapToObj(k ->
                                new Key(
                                        tree.child(node, k),
                                        bra.children().get(k),
                                        ket.children().get(k)))
                        .toList();
        findBelow(children);
        List<Optional<ModeBlocks>> modes = new ArrayList<>();
        children.forEach(child -> modes.add(Optional.of(known(child))));
        modes.add(Optional.of(down(node, bra.outside(), ket.outside())));
        return ModeBlocks.products(c, operator.core(node).entries(), modes);
    }

    /// A part of K′ at a leaf: M K Fᵀ.
    ///
    /// @param frame F, q′×q
    record LeafTerm(LinearMap map, Matrix frame) {}

    /// `M_k K (Σ_a c_ka D[a])ᵀ` for every map M_k of the site.
    List<LeafTerm> leaf(Place bra, Place ket) {
        LeafSlots leaf = operator.leaf(tree.site(bra.node()));
        ModeBlocks blocks = down(bra.node(), bra.outside(), ket.outside());
        int rank = ket.outside().map(Outside::rank).orElse(1);
        List<LeafTerm> terms = new ArrayList<>();
        for (int k = 0; k < leaf.dictionary().size(); k++) {
            Matrix frame = Matrix.zeros(bra.outside().map(Outside::rank).orElse(1), rank);
            boolean present = false;
            for (int a = 0; a < leaf.slots(); a++) {
                var c = leaf.coefficients().at(k, a);
                if (c.re() != 0 || c.im() != 0) {
                    frame = frame.plus(c, blocks.get(a).orElseGet(() -> Matrix.identity(rank)));
                    present = true;
                }
            }
            if (present) {
                terms.add(new LeafTerm(leaf.dictionary().get(k), frame));
            }
        }
        return terms;
    }
}
