package org.bugle.integrator.implicit;

import org.bugle.equation.split.FactoredProjection;
import org.bugle.equation.split.FactoredSum;
import org.bugle.integrator.implicit.RailOptions.KBasis;
import org.bugle.integrator.implicit.StiffPart.Restricted;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.KroneckerSumSolver;
import org.bugle.linalg.structured.ModeForm;
import org.bugle.linalg.structured.ModeProduct;
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
        List<Restricted> small = seen(star, rule);
        FactoredProjection projection = onto(small);
        return Parallel.map(
                star.size(),
                mode -> {
                    List<ModeForm> forms = new ArrayList<>(forms(small));
                    forms.set(mode, stiff.forms().get(mode));
                    return kBasis(forms, projection.open(mode), rule);
                });
    }

    private Matrix kBasis(List<ModeForm> forms, ModeProduct w, KBasis rule) {
        return switch (rule) {
            case KBasis.Qr _ -> Basis.of(solve(forms, w.value(), "W of a K-step").unfold(w.mode()));
            case KBasis.Svd(double cut) -> {
                log.finite(w.factor(), "W of a K-step");
                log.finite(Matrix.over(w.rest().buffer()), "W of a K-step");
                log.evaluated(1);
                yield KroneckerSumSolver.of(forms).leadingFibres(1, eta, w, cut).u();
            }
        };
    }

    /// The Galerkin step: U = Ĝ ×_i V̂_i.
    Tucker galerkin(List<Matrix> hat, KBasis rule) {
        List<Restricted> small = seen(hat, rule);
        Tensor core = solve(forms(small), onto(small).closed(), "W of the core");
        return new Tucker(core, small.stream().map(Restricted::basis).toList());
    }

    /// What bases span, in bases that make the solve cheap; but published options live on columns
    /// of rounding in bases by QR, which other bases would change.
    private List<Restricted> seen(List<Matrix> bases, KBasis rule) {
        return switch (rule) {
            case KBasis.Qr _ -> stiff.restricted(bases);
            case KBasis.Svd _ -> stiff.diagonal(bases);
        };
    }

    private FactoredProjection onto(List<Restricted> modes) {
        return right.onto(modes.stream().map(Restricted::basis).toList());
    }

    private static List<ModeForm> forms(List<Restricted> modes) {
        return modes.stream().map(Restricted::form).toList();
    }

    private Tensor solve(List<ModeForm> forms, Tensor w, String quantity) {
        log.finite(Matrix.over(w.buffer()), quantity);
        log.evaluated(1);
        return KroneckerSumSolver.of(forms).solve(1, eta, w);
    }
}
