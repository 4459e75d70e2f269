package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.neural.data.Draws;

import java.util.List;
import java.util.stream.DoubleStream;

/// Maps a square matrix S into Σ_τ = {S : κ(S) = σ_max/σ_min ≤ 1 + τ} (spec `condlr` B6).
///
/// All but [#AUTHORS] at τ = 0 keep the singular vectors. Costs O(r³).
public enum SpectrumProjection {
    /// Singular values are clamped to m ± e around their mean m, e = mτ/(2 + τ). Unless τ = 0 this
    /// is no metric projection: the clamp moves the mean, hence a second one may clamp again, and a
    /// matrix of Σ_τ whose singular values lie to one side of their mean does not stay as it is.
    MEAN_CENTRED {
        @Override
        public Projected project(Matrix s, double tau) {
            requireTau(tau);
            return clamped(
                    s,
                    sigma -> {
                        double mean = sigma.average().orElse(0);
                        double radius = mean * tau / (2 + tau);
                        return new Interval(mean - radius, mean + radius);
                    });
        }
    },
    /// The nearest matrix of Σ_τ in the Frobenius norm: singular values are clamped to t … (1 + τ)t
    /// for the t that moves them least; for τ = 0 the polar factor times their mean. A matrix of
    /// Σ_τ stays as it is.
    NEAREST {
        @Override
        public Projected project(Matrix s, double tau) {
            requireTau(tau);
            return clamped(
                    s,
                    sigma -> {
                        double low = nearestLow(sigma.toArray(), 1 + tau);
                        return new Interval(low, (1 + tau) * low);
                    });
        }
    },
    /// As the authors' code does: for τ > 0 [#MEAN_CENTRED]; for τ = 0 the factor Q of S = QR, diag
    /// R ≥ 0, times ‖S‖_F/√r. That is not the nearest orthogonal factor, and turns the singular
    /// vectors, but needs no SVD.
    AUTHORS {
        @Override
        public Projected project(Matrix s, double tau) {
            if (tau > 0) {
                return MEAN_CENTRED.project(s, tau);
            }
            requireTau(tau);
            double scale = s.norm() / Math.sqrt(s.rows());
            return new Projected(
                    Draws.orthonormal(s).times(scale),
                    DoubleStream.generate(() -> scale).limit(s.rows()).boxed().toList());
        }
    };

    /// @param singularValues of the core, in decreasing order
    public record Projected(Matrix core, List<Double> singularValues) {
        /// σ_max/σ_min.
        public double condition() {
            return singularValues.getFirst() / singularValues.getLast();
        }
    }

    /// @param s r×r with r ≥ 1
    /// @param tau how far the condition number may be above 1
    /// @throws IllegalArgumentException if τ is negative or an entry of S is not finite
    public abstract Projected project(Matrix s, double tau);

    private record Interval(double low, double high) {
        double clamp(double x) {
            return Math.min(Math.max(x, low), high);
        }
    }

    private interface Bounds {
        Interval of(DoubleStream sigma);
    }

    private static void requireTau(double tau) {
        if (!(tau >= 0)) {
            throw new IllegalArgumentException("SpectrumProjection: τ must be ≥ 0, found " + tau);
        }
    }

    private static Projected clamped(Matrix s, Bounds bounds) {
        Svd svd = Svd.of(s);
        Interval interval =
                bounds.of(svd.singularValues().stream().mapToDouble(Double::doubleValue));
        List<Double> sigma = svd.singularValues().stream().map(interval::clamp).toList();
        if (sigma.equals(svd.singularValues())) {
            return new Projected(s, sigma);
        }
        Matrix diagonal =
                Matrix.diagonal(sigma.stream().mapToDouble(Double::doubleValue).toArray());
        return new Projected(svd.u().times(diagonal).timesAdjoint(svd.v()), sigma);
    }

    /// The t that minimises Σ (σ_i − clamp(σ_i, t, ct))². Between two neighbours of {σ_i} ∪ {σ_i/c}
    /// the sum is a parabola; its vertex counts where it lies between them, else an end does.
    private static double nearestLow(double[] sigma, double c) {
        double[] breaks =
                DoubleStream.concat(
                                DoubleStream.of(sigma),
                                DoubleStream.of(sigma).map(each -> each / c))
                        .sorted()
                        .toArray();
        double best = breaks[0];
        for (int i = 0; i + 1 < breaks.length; i++) {
            double vertex = vertex(sigma, c, (breaks[i] + breaks[i + 1]) / 2);
            double t = new Interval(breaks[i], breaks[i + 1]).clamp(vertex);
            best = moved(sigma, c, t) < moved(sigma, c, best) ? t : best;
        }
        return best;
    }

    /// The minimum of the parabola that the sum is around t; t itself where nothing is clamped.
    private static double vertex(double[] sigma, double c, double t) {
        double sum = 0;
        double weight = 0;
        for (double each : sigma) {
            if (each < t) {
                sum += each;
                weight += 1;
            } else if (each > c * t) {
                sum += c * each;
                weight += c * c;
            }
        }
        return weight == 0 ? t : sum / weight;
    }

    private static double moved(double[] sigma, double c, double t) {
        Interval interval = new Interval(t, c * t);
        return DoubleStream.of(sigma)
                .map(each -> each - interval.clamp(each))
                .map(distance -> distance * distance)
                .sum();
    }
}
