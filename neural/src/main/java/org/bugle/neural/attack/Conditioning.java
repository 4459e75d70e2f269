package org.bugle.neural.attack;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// Condition numbers of layers and of networks (spec `condlr`, Theory). A kernel counts as the
/// matrix out × (in·rows·columns).
///
/// @param weights of the network
/// @param layers the names of its linear layers and convolutions, without biases in the bounds
public record Conditioning(Weights weights, List<String> layers) {

    public Conditioning {
        layers = List.copyOf(layers);
    }

    /// Singular values of a weight in decreasing order: all min(m, n) of a dense one, and the r of
    /// U S Vᵀ, whose other ones are zero. W of a low-rank weight is not formed.
    public static List<Double> singularValues(Weight weight) {
        return switch (weight) {
            case LowRankLinear(Tucker factors) -> ofFactors(factors);
            case LowRankConv2d(Tucker factors, List<Integer> _) -> ofFactors(factors);
            default -> {
                Array whole = weight.merged();
                int rows = whole.size(0);
                yield Svd.left(whole.reshape(List.of(rows, whole.size() / rows)).toMatrix())
                        .singularValues();
            }
        };
    }

    /// U and V need not be orthonormal: unconstrained training loses that.
    private static List<Double> ofFactors(Tucker factors) {
        Matrix left = Qr.triangle(factors.bases().get(0));
        Matrix right = Qr.triangle(factors.bases().get(1));
        return Svd.left(left.times(factors.core().unfold(0)).timesAdjoint(right)).singularValues();
    }

    /// κ = σ_max/σ_min over the leading singular values of a layer, as many as its rank.
    public double condition(String layer) {
        List<Double> sigma = singularValues(weights.get(layer));
        return sigma.getFirst() / sigma.getLast();
    }

    /// Π κ(W_i)·κ(σ)^(L−1), which bounds κ(f) of f = W_L σ(… σ(W_1 x)) where every W_i is
    /// injective; of layers that are not, it is a guide only.
    ///
    /// @param activation κ(σ) ≥ 1, of leaky ReLU 1/slope
    public double bound(double activation) {
        double product = Math.pow(activation, layers.size() - 1);
        for (String layer : layers) {
            product *= condition(layer);
        }
        return product;
    }

    /// Π ‖W_i‖₂, which bounds the Lipschitz constant where that of activations is 1 and
    /// convolutions do not overlap.
    public double lipschitzBound() {
        double product = 1;
        for (String layer : layers) {
            product *= singularValues(weights.get(layer)).getFirst();
        }
        return product;
    }
}
