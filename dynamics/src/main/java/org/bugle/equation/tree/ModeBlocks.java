package org.bugle.equation.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.SparseTensor;
import org.bugle.substep.TensorOde;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What an operator has at one edge: a matrix for each slot, bra×ket, absent where it is the
/// identity.
///
/// @param blocks by slot
/// @param neutral whether a slot is the identity by structure; its block then is the overlap of
///   both bases
record ModeBlocks(List<Optional<Matrix>> blocks, IntPredicate neutral) {
    /// The edge above the root.
    static final ModeBlocks ROOT = new ModeBlocks(List.of(Optional.empty()), _ -> true);

    ModeBlocks {
        blocks = List.copyOf(blocks);
    }

    Optional<Matrix> get(int slot) {
        return blocks.get(slot);
    }

    /// Σ over entries of value · ⊗_j (block of mode j), as few products.
    ///
    /// Entries with neutral slots at the same modes are one class; in a class, the sums over the
    /// slots of one mode, the one that leaves the fewest products, are formed first. A pair
    /// Hamiltonian with k channels thus has O(k) products at a node, not k².
    ///
    /// @param modes by index of the entries; absent at a mode that the products leave alone
    static List<TensorOde.Term> products(
            Coefficient c,
            Collection<SparseTensor.Entry> entries,
            List<Optional<ModeBlocks>> modes) {
        Map<List<Integer>, List<SparseTensor.Entry>> classes = new LinkedHashMap<>();
        for (SparseTensor.Entry entry : entries) {
            List<Integer> active = new ArrayList<>();
            for (int j = 0; j < modes.size(); j++) {
                int slot = entry.index().get(j);
                if (modes.get(j).isPresent() && !modes.get(j).get().neutral.test(slot)) {
                    active.add(j);
                }
            }
            classes.computeIfAbsent(active, _ -> new ArrayList<>()).add(entry);
        }
        List<TensorOde.Term> terms = new ArrayList<>();
        classes.forEach((active, members) -> terms.addAll(productsOf(c, active, members, modes)));
        return terms;
    }

    private static List<TensorOde.Term> productsOf(
            Coefficient c,
            List<Integer> active,
            List<SparseTensor.Entry> entries,
            List<Optional<ModeBlocks>> modes) {
        if (active.isEmpty()) {
            Complex sum = Complex.ZERO;
            for (SparseTensor.Entry entry : entries) {
                sum = sum.plus(entry.value());
            }
            return List.of(new TensorOde.Term(c.times(sum), factors(entries.getFirst(), modes)));
        }
        int pivot = active.getFirst();
        Map<List<Integer>, List<SparseTensor.Entry>> groups = byRest(active, pivot, entries);
        for (int j : active) {
            Map<List<Integer>, List<SparseTensor.Entry>> others = byRest(active, j, entries);
            if (others.size() < groups.size()) {
                pivot = j;
                groups = others;
            }
        }
        List<TensorOde.Term> terms = new ArrayList<>();
        for (List<SparseTensor.Entry> group : groups.values()) {
            List<Optional<Matrix>> factors = new ArrayList<>(factors(group.getFirst(), modes));
            factors.set(pivot, Optional.of(sum(group, pivot, modes.get(pivot).orElseThrow())));
            terms.add(new TensorOde.Term(c, factors));
        }
        return terms;
    }

    private static Map<List<Integer>, List<SparseTensor.Entry>> byRest(
            List<Integer> active, int pivot, List<SparseTensor.Entry> entries) {
        Map<List<Integer>, List<SparseTensor.Entry>> groups = new LinkedHashMap<>();
        for (SparseTensor.Entry entry : entries) {
            List<Integer> rest =
                    active.stream().filter(j -> j != pivot).map(entry.index()::get).toList();
            groups.computeIfAbsent(rest, _ -> new ArrayList<>()).add(entry);
        }
        return groups;
    }

    private static Matrix sum(List<SparseTensor.Entry> entries, int mode, ModeBlocks blocks) {
        Optional<Matrix> sum = Optional.empty();
        for (SparseTensor.Entry entry : entries) {
            Matrix block = blocks.get(entry.index().get(mode)).orElseThrow();
            sum =
                    Optional.of(
                            sum.map(so -> so.plus(entry.value(), block))
                                    .orElseGet(() -> scaled(entry.value(), block)));
        }
        return sum.orElseThrow();
    }

    private static Matrix scaled(Complex value, Matrix block) {
        return value.isReal() ? block.times(value.re()) : block.times(value);
    }

    private static List<Optional<Matrix>> factors(
            SparseTensor.Entry entry, List<Optional<ModeBlocks>> modes) {
        List<Optional<Matrix>> factors = new ArrayList<>();
        for (int j = 0; j < modes.size(); j++) {
            int slot = entry.index().get(j);
            factors.add(modes.get(j).flatMap(mode -> mode.get(slot)));
        }
        return factors;
    }

    /// X ×₁ A₁ ×₂ A₂ … of a term, its coefficient left out.
    static Tensor multiplied(TensorOde.Term term, Tensor x) {
        Tensor result = x;
        for (int mode = 0; mode < term.factors().size(); mode++) {
            if (term.factors().get(mode).isPresent()) {
                result = result.timesMode(mode, term.factors().get(mode).get());
            }
        }
        return result;
    }

    /// The entries by their slot at one mode.
    static List<List<SparseTensor.Entry>> bySlot(SparseTensor core, int mode) {
        List<List<SparseTensor.Entry>> result =
                IntStream.range(0, core.size(mode))
                        .<List<SparseTensor.Entry>>mapToObj(_ -> new ArrayList<>())
                        .toList();
        for (SparseTensor.Entry entry : core.entries()) {
            result.get(entry.index().get(mode)).add(entry);
        }
        return result;
    }
}
