package org.bugle.models;

import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.List;

/// A chain of Rydberg atoms, or of spins with long-range interactions: H = Ω Σ σ_x^{(k)} + Δ Σ
/// n^{(k)} + Σ_{i<j} β(i, j) n^{(i)} n^{(j)}, n the projector on "up" (arXiv:2405.09952,
/// 2412.00858).
@Named(value = "spin/long-range", doc = "Spins (Rydberg atoms) with long-range interactions")
public record LongRangeSpins(
        @Key(doc = Ising.SITES, def = "16", min = 2, source = SPEC) int sites,
        @Key(doc = Ising.TREE, def = "balanced", source = SPEC) String tree,
        @Key(doc = "strength ν of the interaction", def = "2", source = SPEC) double coupling,
        @Key(doc = "exponent α of power", def = "1", source = SPEC) double alpha,
        @Key(doc = "decay length of exponential", def = "2", above = 0, unit = "sites")
                double length,
        @Key(doc = LongRangeCoupling.BETA, def = "power", source = SPEC) String beta,
        @Key(doc = "drive Ω", def = "1", source = SPEC + "; ttno E1 has 3") double field,
        @Key(doc = "detuning Δ", def = "1", source = SPEC + "; ttno E1 has -2") double detuning,
        @Key(doc = "the initial product state", def = "up", source = SPEC) InitialSpins initial,
        @Key(doc = Ising.ANGLE, def = "0.5", unit = "radian") double angle,
        @Key(doc = Ising.CORRELATED, def = "[0, 1]") List<Integer> correlated,
        @Key(doc = Ising.IMAGINARY, def = "false") boolean imaginaryTime,
        @Key(doc = Ising.COMPRESSION) CouplingCompression compression)
        implements ProblemFamily {
    static final String SPEC = "ttn 5.1";

    @Override
    public TreeProblem problem(long seed) {
        PairHamiltonian h =
                PairHamiltonian.of(sites, 2)
                        .withLocal(
                                Dense.of(
                                        SpinMatrices.X.times(field)
                                                .plus(detuning, SpinMatrices.UP)))
                        .plus(
                                PairFamily.of(
                                        LongRangeCoupling.of(sites, beta, coupling, alpha, length),
                                        Dense.of(SpinMatrices.UP)));
        return new ClosedSpins(
                        Tree.of(tree, sites),
                        h,
                        compression,
                        initial.spinors(sites, angle),
                        correlated,
                        imaginaryTime)
                .problem(imaginaryTime ? 10 : 1, 16);
    }
}
