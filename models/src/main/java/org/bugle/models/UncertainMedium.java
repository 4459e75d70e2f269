package org.bugle.models;

import org.bugle.linalg.Matrix;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/// Cross sections that depend on independent random variables ξ_k, uniform on [−1, 1]: σ = mean +
/// Σ_k spread_k ξ_k.
///
/// @param variables one Gauss–Legendre rule a variable, of weights of sum 1
record UncertainMedium(
        double scattering,
        List<Double> scatteringSpread,
        double absorption,
        List<Double> absorptionSpread,
        List<Grid> variables) {
    static final String TREE = "tree of space 0, moments 1 and random variables 2, 3, …";
    static final String NODES = "Gauss-Legendre nodes of each random variable";
    static final String SCATTERING = "mean scattering";
    static final String SCATTERING_SPREAD = "scattering per unit of each random variable";
    static final String ABSORPTION = "mean absorption";
    static final String ABSORPTION_SPREAD = "absorption per unit of each random variable";
    static final String PADDING = "a start by a tolerance is padded to this rank";

    static UncertainMedium of(
            double scattering,
            List<Double> scatteringSpread,
            double absorption,
            List<Double> absorptionSpread,
            List<Integer> nodes) {
        int count = nodes.size();
        return new UncertainMedium(
                scattering,
                Lists.ofSize("scatteringSpread", count, scatteringSpread),
                absorption,
                Lists.ofSize("absorptionSpread", count, absorptionSpread),
                IntStream.range(0, count).mapToObj(k -> variable(k, nodes.get(k))).toList());
    }

    private static Grid variable(int k, int nodes) {
        Matrix rule = Legendre.nodes(nodes);
        return new Grid("xi" + k, "", rule.columns(0, 1), rule.columns(1, 2));
    }

    /// The number of samples, all combinations of the nodes.
    int samples() {
        return variables.stream().mapToInt(Grid::size).reduce(1, Math::multiplyExact);
    }

    /// Σ_k spread_k ξ_k of every sample, variable 0 running fastest.
    Matrix deviations(List<Double> spread) {
        return combined((k, node) -> spread.get(k) * variables.get(k).point(node), 0, Double::sum);
    }

    /// The weight of every sample.
    Matrix weights() {
        return combined((k, node) -> variables.get(k).weights().get(node, 0), 1, (a, b) -> a * b);
    }

    private interface Value {
        double at(int variable, int node);
    }

    private Matrix combined(Value value, double neutral, DoubleBinaryOperator operation) {
        return Matrix.generate(
                samples(),
                1,
                (sample, _) -> {
                    double result = neutral;
                    int rest = sample;
                    for (int k = 0; k < variables.size(); k++) {
                        int n = variables.get(k).size();
                        result = operation.applyAsDouble(result, value.at(k, rest % n));
                        rest /= n;
                    }
                    return result;
                });
    }
}
