package org.bugle.models;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Latest;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.SchmidtForm;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.spin.AmplitudeOperator;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.TreeOperator;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A chain of spins ½ without surroundings, i ψ′ = H ψ, or in [ImaginaryTime].
///
/// @param spinors the start, 2×1 a site
/// @param correlated two sites
record ClosedSpins(
        Tree tree,
        PairHamiltonian hamiltonian,
        CouplingCompression compression,
        List<Matrix> spinors,
        List<Integer> correlated,
        boolean imaginaryTime) {
    /// Relative, of the reference as a tree tensor: below its own error.
    private static final double REFERENCE = 1e-14;

    ClosedSpins {
        correlated = pair(correlated, tree);
    }

    static List<Integer> pair(List<Integer> correlated, Tree tree) {
        List<Integer> sites = Lists.ofSize("correlated", 2, correlated);
        boolean inside = sites.stream().allMatch(s -> s >= 0 && s < tree.sites());
        if (!inside || sites.getFirst().equals(sites.getLast())) {
            throw new IllegalArgumentException(
                    "correlated must be two different sites of 0 to %d, found %s"
                            .formatted(tree.sites() - 1, correlated));
        }
        return sites;
    }

    static List<Grid> sites(Tree tree, int states, String name) {
        return Collections.nCopies(tree.sites(), Grid.counted(name, 0, states));
    }

    /// The largest rank that a chain of d spins can have, or the given one.
    static int rank(Tree tree, int states, int wanted) {
        int half = tree.sites() / 2;
        return (int) Math.min(wanted, Math.pow(states, half));
    }

    TreeProblem problem(double endTime, int rank) {
        TreeOperator h =
                hamiltonian.toOperator(
                        tree, compression.toCompression(), PairHamiltonian.Form.MERGED);
        TreeEquation equation =
                imaginaryTime
                        ? ImaginaryTime.of(h)
                        : LinearTreeEquation.of(Coefficient.of(Complex.I.negate()), h);
        Latest<TreeTensor, SchmidtForm> schmidt = new Latest<>(TreeTensor::schmidt);
        return new TreeProblem(
                equation,
                tree,
                sites(tree, 2, "spin"),
                TreeStart.product(tree, spinors),
                0,
                endTime,
                rank(tree, 2, rank),
                observables(h, schmidt),
                fields(schmidt),
                reference());
    }

    private List<Observable<TreeTensor>> observables(
            TreeOperator h, Latest<TreeTensor, SchmidtForm> schmidt) {
        int first = correlated.getFirst();
        int second = correlated.getLast();
        Matrix zz = SpinMatrices.kronecker(SpinMatrices.Z, SpinMatrices.Z);
        return List.of(
                imaginaryTime
                        ? new Observable<>(
                                "energy",
                                "⟨Y, H Y⟩/⟨Y, Y⟩, which falls to that of the ground state",
                                false,
                                (_, y) -> h.expectation(y).re() / y.inner(y).re())
                        : new Observable<>(
                                "energy", "⟨Y, H Y⟩", true, (_, y) -> h.expectation(y).re()),
                new Observable<>(
                        "magnetisation",
                        "mean of ⟨Y, σ_z Y⟩ over the sites, not divided by ‖Y‖²",
                        false,
                        (_, y) -> mean(magnetisation(schmidt.of(y)))),
                new Observable<>(
                        "correlation",
                        "⟨Y, σ_z σ_z Y⟩ of the two correlated sites",
                        false,
                        (_, y) -> zz.times(schmidt.of(y).density(first, second)).trace().re()),
                new Observable<>(
                        "entropy",
                        "entanglement entropy between the sites below the first child of the root"
                                + " and all others, in nats",
                        false,
                        (_, y) -> schmidt.of(y).entropy(tree.child(tree.root(), 0))));
    }

    private List<Field<TreeTensor>> fields(Latest<TreeTensor, SchmidtForm> schmidt) {
        return List.of(
                new Field<>(
                        "magnetisation",
                        Grid.counted("site", 0, tree.sites()),
                        y -> magnetisation(schmidt.of(y))),
                new Field<>(
                        "entropy",
                        Grid.counted("edge", 0, tree.edges()),
                        y -> {
                            List<Double> entropies = schmidt.of(y).entropies();
                            return Matrix.generate(
                                    entropies.size(), 1, (edge, _) -> entropies.get(edge));
                        }));
    }

    /// tr(σ_z ρ_l) of every site, d×1.
    private Matrix magnetisation(SchmidtForm form) {
        return Matrix.generate(
                tree.sites(),
                1,
                (site, _) -> SpinMatrices.Z.times(form.density(site)).trace().re());
    }

    static double mean(Matrix values) {
        return Arrays.stream(values.toArray()).average().orElseThrow();
    }

    private Reference<TreeTensor> reference() {
        if (!AmplitudeOperator.fits(2, tree.sites())) {
            return new Reference.None<>();
        }
        return new Reference.Exact<>(
                "exact by Krylov spaces",
                t -> TreeTensor.ofDense(tree, solution(t), Truncation.relative(REFERENCE)));
    }

    private Tensor solution(double t) {
        AmplitudeOperator operator = AmplitudeOperator.of(hamiltonian);
        Tensor start = TreeTensor.product(tree, spinors).toDense();
        return imaginaryTime
                ? cooled(operator, start, t)
                : operator.exp(new Complex(0, -t), true, start);
    }

    /// e^{−tH} of the start, of its norm: in steps of time 1, after which no number is too large.
    private static Tensor cooled(AmplitudeOperator h, Tensor start, double t) {
        Tensor y = start;
        int steps = (int) Math.ceil(t);
        for (int k = 0; k < steps; k++) {
            y = h.exp(Complex.real(-t / steps), true, y);
            y = y.times(start.norm() / y.norm());
        }
        return y;
    }
}
