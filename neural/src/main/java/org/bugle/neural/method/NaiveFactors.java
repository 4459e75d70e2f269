package org.bugle.neural.method;

import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// One explicit Euler step of the equations of motion of the factors (Koch and Lubich 2007), U′ =
/// −(I − UUᵀ) G V S⁻¹, V′ = −(I − VVᵀ) Gᵀ U S⁻ᵀ, S′ = −Uᵀ G V, then U and V orthonormalised by QR
/// with the triangles in S.
///
/// The baseline that shows why BUG steps are taken: the step is 1/σ_min(S) times too large.
///
/// @param others moves the weights that are not in factors
public record NaiveFactors(Start start, Optimiser others) implements Method {

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return start.of(dense, layers, random);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(Wanted.FACTORS);
        iteration.advanceDense(found, others, rate);
        state.weights()
                .factored()
                .forEach((name, w) -> {
                    Lu s = factorised(state.iteration(), name, w.factors().core().unfold(0));
                    iteration.put(name, moved(w, s, found.factors(name), rate));
                });
        return iteration.finish();
    }

    private static Lu factorised(long iteration, String name, Matrix s) {
        try {
            return Lu.of(s);
        } catch (ArithmeticException _) { // S is singular
            throw new DivergedException(iteration, "the inverse of the core of " + name);
        }
    }

    private static Factored moved(Factored w, Lu s, Gradient.OfFactors g, double rate) {
        LowRankMatrix y = w.factors().toLowRankMatrix();
        Matrix slopeU = Basis.outside(y.u(), g.modes().getFirst());
        Matrix slopeV = Basis.outside(y.v(), g.modes().getLast());
        // Z S⁻¹ = (S⁻ᵀ Zᵀ)ᵀ
        Matrix u = y.u().plus(-rate, s.solveAdjoint(slopeU.adjoint()).adjoint());
        Matrix v = y.v().plus(-rate, s.solve(slopeV.adjoint()).adjoint());
        LowRankMatrix z = new LowRankMatrix(u, y.s().plus(-rate, g.core().unfold(0)), v);
        return w.withFactors(Tucker.of(z.orthonormalized()));
    }
}
