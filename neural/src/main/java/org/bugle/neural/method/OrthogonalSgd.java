package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Gradient descent on full weights with orthonormal rows, the baselines of arXiv:2306.01485 (spec
/// `condlr` D). A kernel counts as the matrix X of p = out rows and n = in·rows·columns; weights
/// with p > n, and all others, are trained without constraint.
///
/// @param momentum μ in [0, 1), also of what is not constrained
/// @param seed of the iterations that orthonormalise anew
public record OrthogonalSgd(Retraction retraction, double momentum, long seed) implements Method {

    /// How a step stays on the matrices with orthonormal rows.
    public enum Retraction {
        /// An approximate Cayley transform (arXiv:2002.01113): rows drift from orthonormality,
        /// hence they are normalised each time, and with probability 1/101 orthonormalised.
        CAYLEY,
        /// X ← Q of a QR decomposition of the rows of X − ηM, for a tangent M.
        QR
    }

    private static final String TANGENT = "/tangent";
    private static final int RENEWAL = 101;
    private static final int CAYLEY_ITERATIONS = 4;

    /// Keeps the step bound finite where Ω is zero.
    private static final double TINY = 1e-8;

    /// @throws IllegalArgumentException if momentum is not in [0, 1)
    public OrthogonalSgd {
        new Sgd(momentum, 0);
    }

    /// Dense weights; the rows of those of the layers are orthonormalised where there are not more
    /// rows than columns.
    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        Weights start = dense;
        for (String name : layers) {
            Matrix x = LeadingTriplets.matrix(dense, name);
            if (x.rows() <= x.cols()) {
                start = start.with(name, weight(dense, name, orthonormalRows(x)));
            }
        }
        return start;
    }

    /// Which weights are constrained is remembered with their momenta, which begin at zero.
    @Override
    public TrainingState begin(Weights dense, List<String> layers, SplitMix64 random) {
        Memory.Draft memory = Memory.empty().draft();
        for (String name : layers) {
            Matrix x = LeadingTriplets.matrix(dense, name);
            if (x.rows() <= x.cols()) {
                memory.put(name + TANGENT, Array.zeros(List.of(x.rows(), x.cols())));
            }
        }
        return new TrainingState(0, start(dense, layers, random), memory.freeze());
    }

    private static DenseWeight weight(Weights weights, String name, Matrix x) {
        return DenseWeight.trained(Array.of(x).reshape(weights.get(name).shape()));
    }

    private static Matrix orthonormalRows(Matrix x) {
        return Draws.orthonormal(x.transpose()).transpose();
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(Wanted.CORE);
        SplitMix64 random = new SplitMix64(SplitMix64.derivedSeed(seed, state.iteration()));
        state.weights()
                .trainedDense()
                .forEach((name, dense) -> {
                    Optional<Array> momentum = iteration.memory().get(name + TANGENT);
                    if (momentum.isPresent()) {
                        Matrix x = LeadingTriplets.matrix(state.weights(), name);
                        Matrix g = found.dense(name).reshape(momentum.get().shape()).toMatrix();
                        Moved moved = moved(x, momentum.get().toMatrix(), g, rate, random);
                        iteration.put(name, weight(state.weights(), name, moved.x()));
                        iteration.memory().put(name + TANGENT, Array.of(moved.momentum()));
                    } else {
                        iteration.advanceDense(name, dense, found, new Sgd(momentum(), 0), rate);
                    }
                });
        return iteration.finish();
    }

    /// X and M, both p×n, after a step.
    private record Moved(Matrix x, Matrix momentum) {}

    private Moved moved(Matrix x, Matrix m, Matrix g, double rate, SplitMix64 random) {
        return switch (retraction) {
            case CAYLEY -> {
                boolean renewed = Draws.below(random, RENEWAL) == 0;
                yield cayley(renewed ? orthonormalRows(x) : normalizedRows(x), m, g, rate);
            }
            case QR -> {
                Matrix next = tangent(x, g.plus(momentum, m));
                Matrix to = x.plus(-rate, next);
                yield new Moved(to.isFinite() ? orthonormalRows(to) : to, next);
            }
        };
    }

    /// D − sym(D Xᵀ) X, the part that keeps rows orthonormal to first order. Without it the
    /// triangle of the QR decomposition would turn the step away from the steepest descent.
    private static Matrix tangent(Matrix x, Matrix d) {
        Matrix dx = d.timesAdjoint(x);
        return d.minus(dx.plus(dx.transpose()).times(0.5).times(x));
    }

    private static Matrix normalizedRows(Matrix x) {
        double[] inverse = new double[x.rows()];
        Arrays.setAll(inverse, i -> 1 / x.rows(i, i + 1).norm());
        return Matrix.diagonal(inverse).times(x);
    }

    /// X(α) = X + (α/2)(X + X(α)) Ωᵀ by fixed-point iterations, for the skew Ω of the momentum.
    private Moved cayley(Matrix x, Matrix m, Matrix g, double rate) {
        Matrix next = m.times(momentum).minus(g);
        Matrix mx = next.adjointTimes(x);
        Matrix half = mx.minus(x.adjointTimes(x.times(mx)).times(0.5));
        Matrix omega = half.minus(half.transpose());
        double alpha = Math.min(rate, 1 / (omega.norm1() + TINY));
        Matrix y = x.plus(alpha, next);
        for (int i = 0; i < CAYLEY_ITERATIONS; i++) {
            y = x.plus(alpha / 2, x.plus(y).timesAdjoint(omega));
        }
        return new Moved(y, x.timesAdjoint(omega));
    }
}
