package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts dense weights into factors W ≈ U S Vᵀ by their leading singular triplets (spec `condlr` C).
/// The largest entry of every left vector is positive, so that factors do not depend on the signs
/// that an SVD happens to give.
final class LeadingTriplets {
    private LeadingTriplets() {}

    /// The weights with these layers in factors, each of the rank that the rule gives it; the last
    /// of the list is the classifier.
    static Weights of(Weights dense, List<String> layers, RankRule ranks) {
        Map<String, Weight> factored = new LinkedHashMap<>();
        for (String name : layers) {
            Matrix w = matrix(dense, name);
            int rank = ranks.rank(w.rows(), w.cols(), name.equals(layers.getLast()));
            factored.put(name, inFactors(dense, name, of(w, rank)));
        }
        return dense.with(factored);
    }

    /// The best approximation of a rank, with a diagonal core.
    static LowRankMatrix of(Matrix w, int rank) {
        Svd svd = Svd.of(w);
        Matrix u = svd.u().columns(0, rank);
        Matrix signs = Matrix.diagonal(signs(u));
        double[] sigma =
                svd.singularValues().subList(0, rank).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        return new LowRankMatrix(
                u.times(signs), Matrix.diagonal(sigma), svd.v().columns(0, rank).times(signs));
    }

    private static double[] signs(Matrix u) {
        double[] signs = new double[u.cols()];
        for (int j = 0; j < signs.length; j++) {
            double largest = 0;
            for (int i = 0; i < u.rows(); i++) {
                largest = Math.abs(u.get(i, j)) > Math.abs(largest) ? u.get(i, j) : largest;
            }
            signs[j] = largest < 0 ? -1 : 1;
        }
        return signs;
    }

    /// A dense weight as a matrix; a kernel as out × (in·rows·columns).
    ///
    /// @throws IllegalArgumentException if it is not dense
    static Matrix matrix(Weights weights, String name) {
        Array value = dense(weights, name);
        return value.reshape(List.of(value.size(0), value.size() / value.size(0))).toMatrix();
    }

    private static Array dense(Weights weights, String name) {
        if (weights.get(name) instanceof DenseWeight(Array value, boolean _)) {
            return value;
        }
        throw new IllegalArgumentException(
                "%s must be dense to be put into factors, found %s"
                        .formatted(name, weights.get(name).getClass().getSimpleName()));
    }

    /// Factors in the form that a layer of this shape has.
    static Factored inFactors(Weights weights, String name, LowRankMatrix factors) {
        List<Integer> shape = weights.get(name).shape();
        Tucker tucker = Tucker.of(factors);
        return shape.size() == 2 ? new LowRankLinear(tucker) : new LowRankConv2d(tucker, shape);
    }
}
