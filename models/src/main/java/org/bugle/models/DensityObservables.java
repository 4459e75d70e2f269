package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Latest;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.spin.SpinMatrices;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What is observed of a vectorised density matrix ρ of spins: ⟨O, ρ⟩ = tr(O ρ).
///
/// @param correlated two sites
record DensityObservables(Tree tree, List<Integer> correlated) {
    private static final Matrix TRACE = functional(Matrix.identity(2));
    private static final Matrix MAGNETISATION = functional(SpinMatrices.Z);

    /// vec(ρ) ↦ vec(ρᵀ).
    private static final Matrix TRANSPOSED = Matrix.identity(4).columns(0, 2, 1, 3);

    /// ρ ↦ tr(O ρ) as a row.
    private static Matrix functional(Matrix o) {
        return SpinMatrices.vectorised(o.transpose()).transpose();
    }

    List<Observable<TreeTensor>> observables() {
        Latest<TreeTensor, PartialTraces> traces = traces();
        return List.of(
                new Observable<>("trace", "tr ρ", true, (_, y) -> traces.of(y).total().re()),
                new Observable<>("hermiticity", "‖ρ − ρᴴ‖", true, (_, y) -> skewness(y)),
                new Observable<>(
                        "magnetisation",
                        "mean of tr(σ_z ρ) over the sites, not divided by tr ρ",
                        false,
                        (_, y) -> ClosedSpins.mean(magnetisation(traces.of(y)))),
                new Observable<>(
                        "correlation",
                        "tr(σ_z σ_z ρ) of the two correlated sites",
                        false,
                        (_, y) -> correlation(y)));
    }

    List<Field<TreeTensor>> fields() {
        Latest<TreeTensor, PartialTraces> traces = traces();
        return List.of(
                new Field<>(
                        "magnetisation",
                        Grid.counted("site", 0, tree.sites()),
                        y -> magnetisation(traces.of(y))));
    }

    private Latest<TreeTensor, PartialTraces> traces() {
        List<Matrix> traces = Collections.nCopies(tree.sites(), TRACE);
        return new Latest<>(y -> PartialTraces.of(y, traces));
    }

    private Matrix magnetisation(PartialTraces traces) {
        return Matrix.generate(
                tree.sites(),
                1,
                (site, _) -> MAGNETISATION.times(traces.marginal(site)).at(0, 0).re());
    }

    private double correlation(TreeTensor y) {
        List<Matrix> functionals = new ArrayList<>(Collections.nCopies(tree.sites(), TRACE));
        correlated.forEach(site -> functionals.set(site, MAGNETISATION));
        return PartialTraces.of(y, functionals).total().re();
    }

    private double skewness(TreeTensor y) {
        TreeTensor adjoint = y.conjugate();
        for (int site = 0; site < tree.sites(); site++) {
            adjoint = adjoint.timesSite(site, Dense.of(TRANSPOSED));
        }
        return y.distance(adjoint);
    }
}
