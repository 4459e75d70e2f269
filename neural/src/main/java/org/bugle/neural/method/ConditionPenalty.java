package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Any method with a penalty on badly conditioned cores, the soft variant of CondLR
/// (arXiv:2505.08022): the loss grows by β Σ R(S) over the low-rank matrices, R(S) = ‖SᵀS − α²I‖_F
/// with α² = ‖S‖²_F/r, which is zero where all singular values agree. For orthonormal bases R is a
/// function of W, with the gradient U ∇_S R Vᵀ.
///
/// @param method trains on the penalised loss
/// @param strength β ≥ 0
public record ConditionPenalty(Method method, double strength) implements Method {

    /// Of SᵀS, relative to ‖S‖²_F.
    private static final double ROUNDING = 100 * Math.ulp(1.0);

    /// @throws IllegalArgumentException if the strength is negative
    public ConditionPenalty {
        if (!(strength >= 0)) {
            throw new IllegalArgumentException(
                    "ConditionPenalty: the strength must be ≥ 0, found " + strength);
        }
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return method.start(dense, layers, random);
    }

    @Override
    public TrainingState begin(Weights dense, List<String> layers, SplitMix64 random) {
        return method.begin(dense, layers, random);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        return method.step(penalized(batch), state, rate);
    }

    @Override
    public Weights finished(TrainingState state) {
        return method.finished(state);
    }

    /// The loss with the penalties of all matrices in factors; of kernels as Tucker tensors there
    /// is none.
    Objective penalized(Objective batch) {
        return (weights, wanted) -> {
            Evaluation found = batch.evaluate(weights, wanted);
            double loss = found.loss();
            Map<String, Gradient> gradients = new LinkedHashMap<>(found.gradients());
            for (Map.Entry<String, Factored> each : weights.factored().entrySet()) {
                Factored weight = each.getValue();
                if (weight.factors().modes() == 2) {
                    loss += strength * penalty(weight);
                    gradients.computeIfPresent(
                            each.getKey(), (_, g) -> plusPenalty((Gradient.OfFactors) g, weight));
                }
            }
            return new Evaluation(loss, gradients);
        };
    }

    private Gradient.OfFactors plusPenalty(Gradient.OfFactors g, Factored weight) {
        Matrix byCore = gradient(core(weight)).times(strength);
        List<Matrix> modes = new ArrayList<>(g.modes());
        if (!modes.isEmpty()) {
            modes.set(0, modes.get(0).plus(weight.basis(0).times(byCore)));
            modes.set(1, modes.get(1).plus(weight.basis(1).timesAdjoint(byCore)));
        }
        return new Gradient.OfFactors(g.core().plus(Tensor.of(byCore)), modes);
    }

    private static Matrix core(Factored weight) {
        return weight.factors().core().unfold(0);
    }

    private static double penalty(Factored weight) {
        return deviation(core(weight)).norm();
    }

    /// 2 S (SᵀS − α²I)/R; what α² adds vanishes, since the deviation has no trace. Zero at the kink
    /// R = 0, where the direction of the deviation is that of rounding.
    private static Matrix gradient(Matrix s) {
        Matrix deviation = deviation(s);
        double norm = deviation.norm();
        boolean even = norm <= ROUNDING * s.norm() * s.norm();
        return even ? s.times(0) : s.times(deviation).times(2 / norm);
    }

    /// SᵀS − α²I.
    private static Matrix deviation(Matrix s) {
        double mean = s.norm() * s.norm() / Math.max(1, s.cols());
        return s.adjointTimes(s).minus(Matrix.identity(s.cols()).times(mean));
    }
}
