package org.bugle.models;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.spin.AmplitudeOperator;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.List;

/// The long-range chain in contact with its surroundings: the Lindblad equation ρ′ = −i [H, ρ] +
/// Σ_k (γ D(J_k) + κ D(σ_z^{(k)})) ρ, D(J) ρ = J ρ Jᴴ − ½ (JᴴJ ρ + ρ JᴴJ), for the H of
/// [LongRangeSpins] and the jump J from up to down (arXiv:2405.09952). A density matrix is a tensor
/// of d sites of 4 states, each vectorised by rows ([SpinMatrices]); it is linear in ρ and nothing
/// keeps ρ positive.
@Named(value = "spin/lindblad", doc = "Open chain of spins with decay and dephasing (Lindblad)")
public record LindbladSpins(
        @Key(doc = Ising.SITES, def = "8", min = 2, source = SPEC) int sites,
        @Key(doc = Ising.TREE, def = "balanced", source = SPEC) String tree,
        @Key(doc = "strength ν of the interaction", def = "2", source = SPEC + ": 2/Σ k^-α")
                double coupling,
        @Key(doc = "exponent α of power", def = "1", source = SPEC) double alpha,
        @Key(doc = "decay length of exponential", def = "2", above = 0, unit = "sites")
                double length,
        @Key(doc = LongRangeCoupling.BETA, def = "power", source = SPEC) String beta,
        @Key(doc = "drive Ω", def = "0.4", source = SPEC) double field,
        @Key(doc = "detuning Δ", def = "-2", source = SPEC) double detuning,
        @Key(doc = "rate γ of decay", def = "1", min = 0, source = SPEC) double decay,
        @Key(doc = "rate κ of dephasing", def = "0", min = 0) double dephasing,
        @Key(doc = "the initial product state", def = "up") InitialSpins initial,
        @Key(doc = Ising.ANGLE, def = "0.5", unit = "radian") double angle,
        @Key(doc = Ising.CORRELATED, def = "[0, 1]") List<Integer> correlated,
        @Key(doc = Ising.COMPRESSION) CouplingCompression compression)
        implements ProblemFamily {
    static final String SPEC = "ttno E6";

    /// Relative, of the reference as a tree tensor: below its own error.
    private static final double REFERENCE = 1e-14;

    @Override
    public TreeProblem problem(long seed) {
        Tree all = Tree.of(tree, sites);
        PairHamiltonian lindbladian = lindbladian();
        List<Matrix> columns =
                initial.spinors(sites, angle).stream()
                        .map(psi -> SpinMatrices.vectorised(psi.timesAdjoint(psi)))
                        .toList();
        DensityObservables density = new DensityObservables(all, ClosedSpins.pair(correlated, all));
        return new TreeProblem(
                LinearTreeEquation.of(
                        Coefficient.ONE,
                        lindbladian.toOperator(
                                all, compression.toCompression(), PairHamiltonian.Form.MERGED)),
                all,
                ClosedSpins.sites(all, 4, "density"),
                TreeStart.product(all, columns),
                0,
                2,
                ClosedSpins.rank(all, 4, 16),
                density.observables(),
                density.fields(),
                reference(all, lindbladian, columns));
    }

    private PairHamiltonian lindbladian() {
        Matrix local =
                SpinMatrices.commutator(SpinMatrices.X.times(field).plus(detuning, SpinMatrices.UP))
                        .plus(decay, SpinMatrices.dissipator(SpinMatrices.JUMP))
                        .plus(dephasing, SpinMatrices.dissipator(SpinMatrices.Z));
        Couplings pairs = LongRangeCoupling.of(sites, beta, coupling, alpha, length);
        return PairHamiltonian.of(sites, 4)
                .withLocal(Dense.of(local))
                .plus(
                        PairFamily.of(
                                pairs.times(Complex.I.negate()),
                                Dense.of(SpinMatrices.fromLeft(SpinMatrices.UP))))
                .plus(
                        PairFamily.of(
                                pairs.times(Complex.I),
                                Dense.of(SpinMatrices.fromRight(SpinMatrices.UP))));
    }

    private static Reference<TreeTensor> reference(
            Tree tree, PairHamiltonian lindbladian, List<Matrix> columns) {
        if (!AmplitudeOperator.fits(4, tree.sites())) {
            return new Reference.None<>();
        }
        return new Reference.Exact<>(
                "exact by Krylov spaces",
                t -> {
                    Tensor start = TreeTensor.product(tree, columns).toDense();
                    Tensor end =
                            AmplitudeOperator.of(lindbladian).exp(Complex.real(t), false, start);
                    return TreeTensor.ofDense(tree, end, Truncation.relative(REFERENCE));
                });
    }
}
