package org.bugle.app.papers;

import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.SchmidtForm;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.models.spin.AmplitudeOperator;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.Coefficient;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.Substep;

import java.util.Collections;
import java.util.stream.IntStream;

/// A chain of spins on a balanced binary tree, i ψ′ = H ψ, from a product of one spinor a site.
record TtnChain(PairHamiltonian hamiltonian, Tree tree, TreeOperator h, Matrix spinor) {
    /// Tolerance of the exact operators of `ttn`.
    private static final double EXACT = 1e-13;

    /// The operators have real rank-one neighbours or long-range couplings on all pairs.
    static TtnChain of(PairHamiltonian hamiltonian, Matrix spinor) {
        Tree tree = Tree.balanced(hamiltonian.sites());
        TreeOperator h =
                hamiltonian.toOperator(tree, Compression.local(EXACT), PairHamiltonian.Form.MERGED);
        return new TtnChain(hamiltonian, tree, h, spinor);
    }

    /// H = Σ σ_x + Σ n + Σ_{i<j} 2/|i − j| n n, from all up (`ttn` 5.1).
    static TtnChain longRange(int sites) {
        return of(longRange(sites, 1), Matrix.columnVector(1, 0));
    }

    static PairHamiltonian longRange(int sites, double alpha) {
        return PairHamiltonian.of(sites, 2)
                .withLocal(Dense.of(SpinMatrices.X.plus(SpinMatrices.UP)))
                .plus(PairFamily.of(Couplings.power(sites, 2, alpha), Dense.of(SpinMatrices.UP)));
    }

    /// H = −Σ σ_x − Σ σ_z σ_z of neighbours, from (cos θ, sin θ) on all sites.
    static TtnChain nearestNeighbour(int sites, double theta) {
        Couplings beta = Couplings.of(sites, (i, j) -> Math.abs(i - j) == 1 ? -1 : 0);
        return of(
                PairHamiltonian.of(sites, 2)
                        .withLocal(Dense.of(SpinMatrices.X.times(-1)))
                        .plus(PairFamily.of(beta, Dense.of(SpinMatrices.Z))),
                Matrix.columnVector(Math.cos(theta), Math.sin(theta)));
    }

    LinearTreeEquation equation() {
        return LinearTreeEquation.of(Coefficient.of(Complex.I.negate()), h);
    }

    TreeTensor start(int rank) {
        return TreeTensor.product(tree, Collections.nCopies(tree.sites(), spinor), rank)
                .toComplex();
    }

    /// One Runge–Kutta step a substep.
    TtnRun run(
            Runnable goOn,
            TtnMethods method,
            TreeTruncation truncation,
            TreeTensor start,
            double end,
            int steps) {
        return TtnRun.of(
                goOn, equation(), start, method.with(truncation, Substep.rk4()), end, steps);
    }

    /// All amplitudes by Krylov spaces.
    Matrix exact(double t) {
        Tensor psi =
                AmplitudeOperator.of(hamiltonian).exp(new Complex(0, -t), true, start(1).toDense());
        return psi.reshape(psi.size(), 1).unfold(0);
    }

    static double error(TreeTensor y, Matrix exact) {
        return TtnData.column(y).minus(exact).norm();
    }

    double energy(TreeTensor y) {
        return h.expectation(y).re();
    }

    /// The mean of ⟨σ_z⟩ over the sites, not divided by ‖Y‖².
    double magnetisation(TreeTensor y) {
        SchmidtForm form = y.schmidt();
        return IntStream.range(0, tree.sites())
                        .mapToDouble(site -> SpinMatrices.Z.times(form.density(site)).trace().re())
                        .sum()
                / tree.sites();
    }

    /// Of all amplitudes, site 0 running fastest.
    double magnetisation(Matrix psi) {
        double sum = 0;
        for (int k = 0; k < psi.rows(); k++) {
            double p = psi.at(k, 0).abs();
            sum += p * p * (tree.sites() - 2.0 * Integer.bitCount(k));
        }
        return sum / tree.sites();
    }
}
