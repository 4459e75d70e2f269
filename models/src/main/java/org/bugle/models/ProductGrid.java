package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// The product of one grid a direction, and sums over it: what one measures of a function u given
/// by its values there. The sums are contractions of the factors and cost O(N r + r^d).
///
/// @param axes one grid a mode
record ProductGrid(List<Grid> axes) {
    ProductGrid {
        axes = List.copyOf(axes);
    }

    int dimensions() {
        return axes.size();
    }

    List<Integer> sizes() {
        return axes.stream().map(Grid::size).toList();
    }

    /// The number of points, which may be beyond any integer.
    double points() {
        return axes.stream().mapToDouble(Grid::size).reduce(1, (a, b) -> a * b);
    }

    /// The values of a function of one coordinate, n×1.
    Matrix sampled(int mode, DoubleUnaryOperator f) {
        return axes.get(mode).points().map(f);
    }

    /// Every so many points of every direction, with as much more weight.
    ProductGrid thinned(int stride) {
        return stride == 1
                ? this
                : new ProductGrid(axes.stream().map(axis -> thinned(axis, stride)).toList());
    }

    private static Grid thinned(Grid axis, int stride) {
        List<Integer> kept = kept(axis.size(), stride);
        double more = (double) axis.size() / kept.size();
        return new Grid(
                axis.name(),
                axis.unit(),
                axis.points().rows(kept),
                axis.weights().rows(kept).times(more));
    }

    private static List<Integer> kept(int n, int stride) {
        return IntStream.iterate(0, i -> i < n, i -> i + stride).boxed().toList();
    }

    /// u at every so many points, dense.
    static Tensor thinned(Tucker u, int stride) {
        return stride == 1
                ? u.toDense()
                : new Tucker(
                                u.core(),
                                u.bases().stream()
                                        .map(basis -> basis.rows(kept(basis.rows(), stride)))
                                        .toList())
                        .toDense();
    }

    /// ∫ u Π_j p_j(x_j) dx over some directions.
    ///
    /// @param weights p_j at the points of the directions that are integrated over
    /// @return of size 1 in these directions, n_j in the others
    Tensor integral(Tucker u, Map<Integer, Matrix> weights) {
        Tensor result = u.core();
        for (int mode = 0; mode < dimensions(); mode++) {
            Matrix basis = u.bases().get(mode);
            Matrix p = weights.get(mode);
            result =
                    result.timesMode(
                            mode,
                            p == null
                                    ? basis
                                    : axes.get(mode).weights().hadamard(p).transposeTimes(basis));
        }
        return result;
    }

    /// ∫ u Π_j x_j^{k_j} dx.
    ///
    /// @param powers k_j, of the directions where it is not 0
    double moment(Tucker u, Map<Integer, Integer> powers) {
        Map<Integer, Matrix> weights = new HashMap<>();
        for (int mode = 0; mode < dimensions(); mode++) {
            int power = powers.getOrDefault(mode, 0);
            weights.put(mode, sampled(mode, x -> Math.pow(x, power)));
        }
        return integral(u, weights).get(new int[dimensions()]);
    }

    /// ∫ u dx.
    double mass(Tucker u) {
        return moment(u, Map.of());
    }

    /// ∫ x_j u dx.
    double momentum(Tucker u, int mode) {
        return moment(u, Map.of(mode, 1));
    }

    /// ½ ∫ |x|² u dx.
    double energy(Tucker u) {
        return IntStream.range(0, dimensions())
                        .mapToDouble(mode -> moment(u, Map.of(mode, 2)))
                        .sum()
                / 2;
    }

    /// ∫ u over all directions but those kept, as a column in which the last of them runs first.
    Matrix marginal(Tucker u, int... kept) {
        Map<Integer, Matrix> weights = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int mode = dimensions() - 1; mode >= 0; mode--) {
            order.add(mode);
            int each = mode;
            if (IntStream.of(kept).noneMatch(k -> k == each)) {
                weights.put(mode, sampled(mode, _ -> 1));
            }
        }
        Tensor density =
                integral(u, weights).permute(order.stream().mapToInt(mode -> mode).toArray());
        return density.reshape(density.size(), 1).unfold(0);
    }

    /// Σ of the moduli of dense values, times the volume of a cell of equal cells.
    double l1(Tensor values) {
        double sum = 0;
        for (double value : values.toArray()) {
            sum += Math.abs(value);
        }
        return cell() * sum;
    }

    /// The volume of a cell of equal cells.
    double cell() {
        return axes.stream()
                .mapToDouble(axis -> axis.weights().get(0, 0))
                .reduce(1, (a, b) -> a * b);
    }

    /// Σ_k c_k Π_j f_jk(x_j), kept as the factors and a diagonal core.
    ///
    /// @param factors f_jk at the points, n_j×K each
    static Tucker sum(List<Double> coefficients, List<Matrix> factors) {
        int terms = coefficients.size();
        int[] shape = factors.stream().mapToInt(_ -> terms).toArray();
        Tensor core =
                Tensor.generate(
                        shape,
                        index ->
                                IntStream.of(index).allMatch(i -> i == index[0])
                                        ? coefficients.get(index[0])
                                        : 0);
        return new Tucker(core, factors);
    }
}
