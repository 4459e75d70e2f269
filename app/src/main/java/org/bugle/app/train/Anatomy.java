package org.bugle.app.train;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.neural.array.Array;
import org.bugle.neural.attack.Conditioning;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.List;
import java.util.Optional;

/// What the weights of a network are like: sizes, ranks, singular values, condition numbers.
///
/// @param layers those that are or could be in factors, from the input to the output
/// @param all of the network
/// @param compressed of the layers in factors alone
record Anatomy(List<Assessment.Layer> layers, Assessment.Counts all, Assessment.Counts compressed) {

    /// Singular values below this share of the largest are those of a lower rank.
    private static final double RANK = 1e-12;

    /// @param candidates the names of the layers that are or could be in factors
    static Anatomy of(Weights weights, List<String> candidates) {
        return new Anatomy(
                candidates.stream().map(name -> layer(name, weights.get(name))).toList(),
                counts(weights, false),
                counts(weights, true));
    }

    private static Assessment.Counts counts(Weights weights, boolean onlyFactored) {
        long stored = 0;
        long trained = 0;
        long dense = 0;
        for (String name : weights.names()) {
            Weight weight = weights.get(name);
            if (weight instanceof Factored || !onlyFactored) {
                long entries = Array.count(weight.shape());
                boolean extra = weight instanceof LowRankAdapter;
                stored += weight.parameters() + (extra && !onlyFactored ? entries : 0);
                trained += weight.trainedParameters();
                dense += entries;
            }
        }
        return new Assessment.Counts(stored, trained, dense);
    }

    /// 1 − stored/dense of the layers in factors; 0 where none is.
    double compression() {
        return compressed.dense() == 0 ? 0 : 1 - (double) compressed.stored() / compressed.dense();
    }

    /// The products over all layers.
    Optional<Assessment.Bounds> bounds() {
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        double lipschitz = 1;
        double condition = 1;
        for (Assessment.Layer layer : layers) {
            lipschitz *= layer.norm();
            condition *= layer.conditionNumber();
        }
        return Optional.of(new Assessment.Bounds(lipschitz, condition));
    }

    private static Assessment.Layer layer(String name, Weight weight) {
        List<Double> whole = nonzero(Conditioning.singularValues(weight));
        return new Assessment.Layer(
                name,
                weight.shape(),
                form(weight),
                weight instanceof Factored f ? TrainRow.ranks(f.ranks()) : List.of(),
                weight.parameters(),
                Array.count(weight.shape()),
                whole.isEmpty() ? Double.NaN : whole.getFirst(),
                whole.isEmpty() ? Double.NaN : whole.getFirst() / whole.getLast(),
                weight instanceof LowRankAdapter adapter ? ofCorrection(adapter) : whole);
    }

    private static String form(Weight weight) {
        return switch (weight) {
            case DenseWeight _ -> "dense";
            case LowRankLinear _, LowRankConv2d _ -> "low-rank";
            case TuckerConv2d _ -> "tucker";
            case LowRankAdapter _ -> "adapter";
        };
    }

    private static List<Double> ofCorrection(LowRankAdapter adapter) {
        Matrix core = adapter.factors().orthonormalized().core().unfold(0);
        return nonzero(Svd.left(core).singularValues());
    }

    /// Without those that are zero but for rounding.
    private static List<Double> nonzero(List<Double> falling) {
        return falling.stream().filter(s -> s > RANK * falling.getFirst()).toList();
    }
}
