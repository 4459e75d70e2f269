package org.bugle.integrator.implicit;

import org.bugle.equation.split.FactoredProjection;
import org.bugle.equation.split.FactoredSum;
import org.bugle.integrator.implicit.RailOptions.KBasis;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.KroneckerSumSolver;
import org.bugle.linalg.structured.ModeForm;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.List;

/// The implicit equation of a stage, U − ηΣ_i U ×_i A_i = W, to be projected in all modes or in all
/// but one.
record Projected(FactoredSum right, double eta, StiffPart stiff, RailLog log) {
    /// The K-steps: for each mode i the equation projected to the bases V⋆ of the other modes, with
    /// the unknown K_i n_i×Π_{m≠i} r⋆_m, and an orthonormal basis V‡_i of its solution.
    List<Matrix> kSteps(List<Matrix> star, KBasis rule) {
        FactoredProjection projection = right.onto(star);
        List<ModeForm> small =
                Parallel.map(star.size(), mode -> stiff.restricted(mode, star.get(mode)));
        return Parallel.map(
                star.size(),
                mode -> {
                    List<ModeForm> forms = new ArrayList<>(small);
                    forms.set(mode, stiff.forms().get(mode));
                    return orthonormal(
                            solve(forms, projection.open(mode), "W of a K-step").unfold(mode),
                            rule);
                });
    }

    private static Matrix orthonormal(Matrix k, KBasis rule) {
        return switch (rule) {
            case KBasis.Qr _ -> Basis.of(k);
            case KBasis.Svd(double cut) -> {
                Svd.Left svd = Svd.left(k);
                double largest = svd.singularValues().stream().findFirst().orElse(0.0);
                yield svd.u().columns(0, svd.above(cut * largest));
            }
        };
    }

    /// The Galerkin step: U = Ĝ ×_i V̂_i.
    Tucker galerkin(List<Matrix> hat) {
        List<ModeForm> forms =
                Parallel.map(hat.size(), mode -> stiff.restricted(mode, hat.get(mode)));
        return new Tucker(solve(forms, right.onto(hat).closed(), "W of the core"), hat);
    }

    private Tensor solve(List<ModeForm> forms, Tensor w, String quantity) {
        log.finite(Matrix.over(w.buffer()), quantity);
        log.evaluated(1);
        return KroneckerSumSolver.of(forms).solve(1, eta, w);
    }
}
