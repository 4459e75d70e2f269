package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// A pair operator whose couplings are compressed on a tree, H̃; from here it becomes a network.
public final class CompressedPairs {
    private final PairHamiltonian hamiltonian;
    private final Tree tree;
    private final List<FamilyChannels> families;

    private CompressedPairs(PairHamiltonian hamiltonian, Tree tree, List<FamilyChannels> families) {
        this.hamiltonian = hamiltonian;
        this.tree = tree;
        this.families = List.copyOf(families);
    }

    static CompressedPairs of(
            PairHamiltonian h, Tree tree, BiFunction<Tree, Couplings, HssMatrix> compress) {
        if (tree.sites() != h.sites()) {
            throw new IllegalArgumentException(
                    "PairHamiltonian: %d sites do not fit a tree of %d sites"
                            .formatted(h.sites(), tree.sites()));
        }
        return new CompressedPairs(
                h,
                tree,
                h.families().stream()
                        .map(family -> FamilyChannels.of(family, tree, compress))
                        .toList());
    }

    public PairHamiltonian hamiltonian() {
        return hamiltonian;
    }

    public Tree tree() {
        return tree;
    }

    /// Σ_f k^f: the channels of all families at a node.
    public int channels(int node) {
        return families.stream().mapToInt(family -> family.channels(node)).sum();
    }

    /// The compressed couplings of a family; of twice as many sites, D₀ E₀ D₁ E₁ …, where D ≠ E.
    public HssMatrix couplings(int family) {
        return families.get(family).hss();
    }

    /// The network.
    public TreeOperator toOperator(PairHamiltonian.Form form) {
        return switch (form) {
            case MERGED -> new PairNetwork(hamiltonian, tree, families).build();
            case SUM -> sum().rounded();
        };
    }

    private TreeOperator sum() {
        PairHamiltonian without = PairHamiltonian.of(hamiltonian.sizes());
        var local = new PairHamiltonian(hamiltonian.sizes(), hamiltonian.local(), List.of());
        TreeOperator sum = new PairNetwork(local, tree, List.of()).build();
        for (FamilyChannels family : families) {
            sum = sum.plus(new PairNetwork(without, tree, List.of(family)).build());
        }
        return sum;
    }

    /// H̃ − H: the pair operator of what the compression changed. Needs d² numbers a family.
    public PairHamiltonian difference() {
        PairHamiltonian difference = PairHamiltonian.of(hamiltonian.sizes());
        for (FamilyChannels channels : families) {
            for (PairFamily part : differences(channels)) {
                difference = difference.plus(part);
            }
        }
        return difference;
    }

    private static List<PairFamily> differences(FamilyChannels channels) {
        PairFamily family = channels.family();
        Couplings beta = family.beta();
        Matrix found = channels.hss().toMatrix();
        if (family.isSymmetric()) {
            return List.of(
                    new PairFamily(
                            minus(found, 1, 0, 0, beta, Complex.ONE),
                            family.left(),
                            family.right()));
        }
        List<PairFamily> parts = new ArrayList<>();
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                Complex wanted = a < b ? Complex.ONE : Complex.ZERO;
                parts.add(
                        new PairFamily(
                                minus(found, 2, a, b, beta, wanted),
                                a == 0 ? family.left() : family.right(),
                                b == 0 ? family.left() : family.right()));
            }
        }
        return parts;
    }

    /// found(stride i + a, stride j + b) − wanted β(i, j).
    private static Couplings minus(
            Matrix found, int stride, int a, int b, Couplings beta, Complex wanted) {
        Matrix.ComplexEntry entry =
                (i, j) ->
                        found.at(stride * i + a, stride * j + b).minus(beta.at(i, j).times(wanted));
        return found.isComplex() || beta.isComplex()
                ? Couplings.ofComplex(beta.sites(), entry)
                : Couplings.of(beta.sites(), (i, j) -> entry.at(i, j).re());
    }

    /// ‖H̃ − H‖_F/‖H‖_F, exact for any number of sites down to rounding in the couplings.
    public double relativeError() {
        double error = difference().norm();
        return error == 0 ? 0 : error / hamiltonian.norm();
    }
}
