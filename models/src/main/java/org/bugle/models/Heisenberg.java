package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.spin.Interactions;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.List;

/// The Heisenberg (XYZ) chain, H = Σ_k (J_x σ_x σ_x + J_y σ_y σ_y + J_z σ_z σ_z)^{(k, k+1)} − h Σ
/// σ_z^{(k)}, in Pauli matrices (not spins σ/2). XXZ where J_x = J_y, which keeps the
/// magnetisation. σ_y σ_y = −(i σ_y)(i σ_y) keeps H real.
@Named(value = "spin/heisenberg", doc = "Heisenberg (XXZ, XYZ) chain: dynamics, or ground state")
public record Heisenberg(
        @Key(doc = Ising.SITES, def = "12", min = 2) int sites,
        @Key(doc = Ising.TREE, def = "balanced") String tree,
        @Key(doc = "couplings J_x, J_y, J_z of neighbours", def = "[1, 1, 1]")
                List<Double> coupling,
        @Key(doc = "field h along z", def = "0") double field,
        @Key(doc = Ising.BOUNDARY, def = "zero") Boundary boundary,
        @Key(doc = "the initial product state", def = "neel") InitialSpins initial,
        @Key(doc = Ising.ANGLE, def = "0.5", unit = "radian") double angle,
        @Key(doc = Ising.CORRELATED, def = "[0, 1]") List<Integer> correlated,
        @Key(doc = Ising.IMAGINARY, def = "false") boolean imaginaryTime,
        @Key(doc = Ising.COMPRESSION) CouplingCompression compression)
        implements ProblemFamily {
    /// i σ_y.
    private static final Matrix IY = Matrix.of(new double[][] {{0, 1}, {-1, 0}});

    public Heisenberg {
        coupling = Lists.ofSize("coupling", 3, coupling);
    }

    @Override
    public TreeProblem problem(long seed) {
        PairHamiltonian h =
                PairHamiltonian.of(sites, 2)
                        .withLocal(Dense.of(SpinMatrices.Z.times(-field)))
                        .plus(neighbours(coupling.get(0), SpinMatrices.X))
                        .plus(neighbours(-coupling.get(1), IY))
                        .plus(neighbours(coupling.get(2), SpinMatrices.Z));
        return new ClosedSpins(
                        Tree.of(tree, sites),
                        h,
                        compression,
                        initial.spinors(sites, angle),
                        correlated,
                        imaginaryTime)
                .problem(imaginaryTime ? 10 : 2, 16);
    }

    private PairFamily neighbours(double strength, Matrix spin) {
        boolean ring = boundary == Boundary.PERIODIC;
        return PairFamily.of(Interactions.nearestNeighbour(sites, strength, ring), Dense.of(spin));
    }
}
