package org.bugle.models;

import org.bugle.linalg.Cholesky;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeCross;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// The solution of u_t + ω(t) (A x)·∇u = d Δu, A skew, from a Gaussian e^{−Σ s_j (x_j − c_j)²}:
/// rotation and diffusion commute, so at the angle θ = ∫ω it is a Gaussian of mean e^{Aθ}c and
/// covariance e^{Aθ} Σ₀ e^{−Aθ} + 2dt I, of the height √(det Σ₀/det Σ) (spec `rail` §5.10).
///
/// @param generator A
/// @param angle θ(t)
record RotatingGaussian(
        List<Double> sharpness,
        List<Double> centre,
        Matrix generator,
        DoubleUnaryOperator angle,
        double diffusivity)
        implements ExactSolution {
    /// Beyond so many standard deviations a Gaussian is below rounding.
    private static final double REACH = 9;

    /// Of the factors, relative to the height.
    private static final double TOLERANCE = 1e-12;

    private record Shape(double height, Matrix mean, Matrix covariance) {
        /// The values on a grid, from some first point on.
        Tensor.Entry values(ProductGrid grid, int[] first) {
            int d = first.length;
            double[][] precision = Lu.of(covariance).solve(Matrix.identity(d)).toRows();
            double[][] distances = new double[d][];
            for (int mode = 0; mode < d; mode++) {
                double middle = mean.get(mode, 0);
                distances[mode] = grid.sampled(mode, x -> x - middle).toArray();
            }
            return index -> {
                double form = 0;
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        form +=
                                precision[i][j]
                                        * distances[i][first[i] + index[i]]
                                        * distances[j][first[j] + index[j]];
                    }
                }
                return height * Math.exp(-form / 2);
            };
        }
    }

    private Shape at(double t) {
        int d = sharpness.size();
        Matrix turn = Expm.of(generator.times(angle.applyAsDouble(t)));
        Matrix start = Matrix.generate(d, d, (i, j) -> i == j ? 1 / (2 * sharpness.get(i)) : 0);
        Matrix covariance =
                turn.times(start)
                        .timesTranspose(turn)
                        .plus(2 * diffusivity * t, Matrix.identity(d));
        Matrix mean = turn.times(Matrix.generate(d, 1, (i, _) -> centre.get(i)));
        double height = rootOfDeterminant(start) / rootOfDeterminant(covariance);
        return new Shape(height, mean, covariance);
    }

    private static double rootOfDeterminant(Matrix a) {
        Matrix r = Cholesky.of(a).r();
        return IntStream.range(0, a.rows())
                .mapToDouble(i -> r.get(i, i))
                .reduce(1, (x, y) -> x * y);
    }

    @Override
    public Tensor dense(ProductGrid grid, double t) {
        int[] sizes = grid.sizes().stream().mapToInt(n -> n).toArray();
        return Tensor.generate(sizes, at(t).values(grid, new int[sizes.length]));
    }

    /// By cross approximation in the window that the Gaussian fills.
    @Override
    public Tucker on(ProductGrid grid, double t) {
        Shape shape = at(t);
        int d = grid.dimensions();
        int[] first = new int[d];
        int[] size = new int[d];
        for (int mode = 0; mode < d; mode++) {
            double reach = REACH * Math.sqrt(shape.covariance.get(mode, mode));
            double mean = shape.mean.get(mode, 0);
            Grid axis = grid.axes().get(mode);
            int[] seen =
                    IntStream.range(0, axis.size())
                            .filter(i -> Math.abs(axis.point(i) - mean) <= reach)
                            .toArray();
            first[mode] = seen.length == 0 ? 0 : seen[0];
            size[mode] = Math.max(1, seen.length);
        }
        TreeTensor window =
                TreeCross.to(TOLERANCE)
                        .approximate(Tree.star(d), size, shape.values(grid, first))
                        .value();
        return embedded(window.toTucker(), first, grid.sizes());
    }

    /// Rows of zeros around those of a window.
    private static Tucker embedded(Tucker window, int[] first, List<Integer> sizes) {
        List<Matrix> bases = new ArrayList<>();
        for (int mode = 0; mode < first.length; mode++) {
            Matrix basis = window.bases().get(mode);
            int rank = basis.cols();
            int below = sizes.get(mode) - first[mode] - basis.rows();
            bases.add(
                    Matrix.vcat(Matrix.zeros(first[mode], rank), basis, Matrix.zeros(below, rank)));
        }
        return new Tucker(window.core(), bases);
    }
}
