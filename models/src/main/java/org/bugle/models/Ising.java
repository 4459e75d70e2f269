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

/// The Ising chain in a transverse field, H = −J Σ σ_z^{(k)} σ_z^{(k+1)} − Ω Σ σ_x^{(k)} − h Σ
/// σ_z^{(k)}, in Pauli matrices; critical at |Ω| = |J| and h = 0, where it is solvable by free
/// fermions. Time is in units of 1/J.
@Named(value = "spin/ising", doc = "Transverse-field Ising chain: quench, or ground state")
public record Ising(
        @Key(doc = SITES, def = "16", min = 2, source = "ttn 5.1") int sites,
        @Key(doc = TREE, def = "balanced", source = "ttn 5.1") String tree,
        @Key(doc = "coupling J of neighbours", def = "1", source = "ttn 5.1") double coupling,
        @Key(doc = "transverse field Ω", def = "1", unit = "J", source = "ttn 5.1") double field,
        @Key(doc = "field h along z", def = "0", unit = "J") double longitudinal,
        @Key(doc = BOUNDARY, def = "zero", source = "ttn 5.1") Boundary boundary,
        @Key(doc = "the initial product state", def = "up", source = "ttn 5.1")
                InitialSpins initial,
        @Key(doc = ANGLE, def = "0.5", unit = "radian", source = "ttn S8") double angle,
        @Key(doc = CORRELATED, def = "[0, 1]") List<Integer> correlated,
        @Key(doc = IMAGINARY, def = "false") boolean imaginaryTime,
        @Key(doc = COMPRESSION) CouplingCompression compression)
        implements ProblemFamily {
    static final String SITES = "number of spins d";
    static final String TREE =
            "tree of the sites: balanced, linear, star, mary:3, an expression ((0 1) (2 3)) or a"
                    + " .tree file with one";
    static final String BOUNDARY = "an open chain (zero) or a ring (periodic)";
    static final String ANGLE = "θ of the initial state angle, cos θ up + sin θ down";
    static final String CORRELATED = "two sites whose correlation of σ_z is observed";
    static final String IMAGINARY = "whether to go to the ground state, Y' = -(H - E(Y)) Y";
    static final String COMPRESSION = "how the couplings are compressed on the tree";

    @Override
    public TreeProblem problem(long seed) {
        return chain().problem(imaginaryTime ? 10 : 5, 16);
    }

    private ClosedSpins chain() {
        Matrix local = SpinMatrices.X.times(-field).plus(-longitudinal, SpinMatrices.Z);
        PairHamiltonian h =
                PairHamiltonian.of(sites, 2)
                        .withLocal(Dense.of(local))
                        .plus(
                                PairFamily.of(
                                        Interactions.nearestNeighbour(
                                                sites, -coupling, boundary == Boundary.PERIODIC),
                                        Dense.of(SpinMatrices.Z)));
        return new ClosedSpins(
                Tree.of(tree, sites),
                h,
                compression,
                initial.spinors(sites, angle),
                correlated,
                imaginaryTime);
    }
}
