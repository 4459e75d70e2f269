package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// CondLR: low rank with approximately orthonormal layers (arXiv:2306.01485; spec `condlr` B).
///
/// Every layer is W = U S Vᵀ of fixed rank with orthonormal U, V and κ(S) ≤ 1 + τ, hence κ(W) ≤ 1 +
/// τ over the r leading singular values. One iteration with rate η, from one backward pass:
///
/// | substep    | computes                                                            | shape |
/// |------------|---------------------------------------------------------------------|-------|
/// | directions | d_U = ∇_U + ωU, d_V, d_S likewise, plus μ times what is remembered  |       |
/// | tangent    | d_U ← (I − UUᵀ) d_U C_U, d_V ← (I − VVᵀ) d_V C_V; remember d        | m×r   |
/// | descent    | p ← p − η d                                                         |       |
/// | retraction | U, V ← Q of QR with diag R ≥ 0                                      | m×r   |
/// | spectrum   | S ← its projection to κ(S) ≤ 1 + τ                                  | r×r   |
///
/// Here ∇_U = G V Sᵀ, ∇_V = Gᵀ U S, ∇_S = Uᵀ G V. Remembered directions are those after tangent and
/// scaling; they are projected again with the next sum, so that momentum stays tangent while the
/// bases turn. Weight decay acts on S alone: the tangent projection takes ωU away. Beyond the
/// gradients an iteration costs O((m + n) r² + r³) a layer.
///
/// @param tau τ ≥ 0; for 0 all singular values of a layer agree
/// @param ranks by layer; the last one named is the classifier
/// @param momentum μ in [0, 1), decay ω ≥ 0
public record CondLr(
        double tau,
        RankRule ranks,
        Scaling scaling,
        SpectrumProjection projection,
        double momentum,
        double decay,
        KernelStart kernels)
        implements Method {

    /// What C_U and C_V are, which damp the bases.
    public enum Scaling {
        /// As the authors' code does. τ = 0: the number 1/a₀, with a₀ the mean of all singular
        /// values of the dense weight at the start (of a drawn core those of the core). τ > 0: the
        /// number (σ_min/σ_max)² of S as the last projection left it, 1 in the first iteration.
        AUTHORS,
        /// The gradient flow of Koch and Lubich: C_U = (S Sᵀ)⁻¹, C_V = (SᵀS)⁻¹. Trains faster for τ
        /// ≤ 0.1 and is unstable for τ ≳ 0.5.
        FLOW
    }

    /// Where the factors of kernels start; those of linear layers are the leading singular triplets
    /// of the dense weight.
    public enum KernelStart {
        /// The leading singular triplets as well.
        WEIGHT,
        /// As the authors' code does: U and V left singular vectors of normal matrices, S a
        /// diagonal of |N(0, 1)| in decreasing order.
        DRAWN
    }

    /// @throws IllegalArgumentException if τ, momentum or decay is out of range
    public CondLr {
        if (!(tau >= 0)) {
            throw new IllegalArgumentException("CondLr: τ must be ≥ 0, found " + tau);
        }
        new Sgd(momentum, decay);
    }

    /// As the authors' code does but for the start of kernels, without momentum and weight decay.
    public static CondLr of(double tau, double compression) {
        return new CondLr(
                tau,
                new RankRule.Compression(compression),
                Scaling.AUTHORS,
                SpectrumProjection.AUTHORS,
                0,
                0,
                KernelStart.WEIGHT);
    }

    public CondLr withRanks(RankRule other) {
        return new CondLr(tau, other, scaling, projection, momentum, decay, kernels);
    }

    public CondLr withScaling(Scaling other) {
        return new CondLr(tau, ranks, other, projection, momentum, decay, kernels);
    }

    public CondLr withProjection(SpectrumProjection other) {
        return new CondLr(tau, ranks, scaling, other, momentum, decay, kernels);
    }

    public CondLr withMomentum(double other) {
        return new CondLr(tau, ranks, scaling, projection, other, decay, kernels);
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        Weights start = LeadingTriplets.of(dense, layers, ranks);
        return kernels == KernelStart.WEIGHT ? start : withDrawnKernels(start, layers, random);
    }

    private static Weights withDrawnKernels(Weights start, List<String> layers, SplitMix64 random) {
        Weights drawn = start;
        for (String name : layers) {
            Factored weight = (Factored) start.get(name);
            if (weight.shape().size() == 4) {
                drawn = drawn.with(name, weight.withFactors(Tucker.of(drawn(weight, random))));
            }
        }
        return drawn;
    }

    private static LowRankMatrix drawn(Factored weight, SplitMix64 random) {
        int rank = weight.ranks().getFirst();
        int rows = weight.factors().size(0);
        int columns = weight.factors().size(1);
        double[] sigma =
                Stream.generate(() -> Math.abs(Draws.normal(random)))
                        .limit(rank)
                        .sorted(Comparator.reverseOrder())
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        return new LowRankMatrix(
                Svd.left(Draws.matrix(random, rows, rank)).u(),
                Matrix.diagonal(sigma),
                Svd.left(Draws.matrix(random, columns, rank)).u());
    }

    @Override
    public TrainingState begin(Weights dense, List<String> layers, SplitMix64 random) {
        Weights start = start(dense, layers, random);
        Memory.Draft memory = Memory.empty().draft();
        if (tau == 0) {
            for (String name : layers) {
                boolean drawn = kernels == KernelStart.DRAWN && start.get(name).shape().size() == 4;
                Matrix whole =
                        drawn
                                ? ((Factored) start.get(name)).factors().core().unfold(0)
                                : LeadingTriplets.matrix(dense, name);
                memory.put(scale(name), Array.number(1 / meanSingularValue(whole)));
            }
        }
        return new TrainingState(0, start, memory.freeze());
    }

    private static String scale(String name) {
        return name + "/scale";
    }

    private static double meanSingularValue(Matrix a) {
        return Svd.left(a).singularValues().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(Wanted.FACTORS);
        state.weights()
                .factored()
                .forEach((name, weight) -> {
                    Layer layer = new Layer(this, name, rate, iteration.memory());
                    iteration.put(name, layer.advanced(weight, found.factors(name)));
                });
        iteration.advanceDense(found, descent(), rate);
        return iteration.finish();
    }

    private Sgd descent() {
        return new Sgd(momentum, decay);
    }

    /// One iteration of one layer.
    private record Layer(CondLr method, String name, double rate, Memory.Draft memory) {

        Factored advanced(Factored weight, Gradient.OfFactors gradient) {
            LowRankMatrix w = weight.factors().toLowRankMatrix();
            Damping damping = damping(w.s());
            Matrix u1 =
                    descended("u", w.u(), gradient.modes().get(0).timesAdjoint(w.s()), damping.u());
            Matrix v1 = descended("v", w.v(), gradient.modes().get(1).times(w.s()), damping.v());
            Matrix s1 =
                    method.descent()
                            .step(
                                    name + "/s",
                                    Array.of(w.s()),
                                    Array.of(gradient.core()),
                                    rate,
                                    memory)
                            .toMatrix();
            LowRankMatrix moved = new LowRankMatrix(u1, s1, v1);
            return weight.withFactors(Tucker.of(moved.isFinite() ? retracted(moved) : moved));
        }

        /// p − η d with d = (I − PPᵀ)(∇ + ωp + μ·remembered) C, which is remembered.
        private Matrix descended(
                String factor, Matrix p, Matrix gradient, UnaryOperator<Matrix> damping) {
            String buffer = name + "/" + factor + "/momentum";
            Matrix direction =
                    memory.get(buffer)
                            .map(b -> gradient.plus(method.momentum, b.toMatrix()))
                            .orElse(gradient);
            Matrix tangent = direction.minus(p.times(p.adjointTimes(direction)));
            Matrix damped = damping.apply(tangent);
            if (method.momentum > 0) {
                memory.put(buffer, Array.of(damped));
            }
            return p.plus(-rate, damped);
        }

        private LowRankMatrix retracted(LowRankMatrix moved) {
            SpectrumProjection.Projected s = method.projection.project(moved.s(), method.tau);
            if (method.tau > 0 && method.scaling == Scaling.AUTHORS) {
                memory.put(scale(name), Array.number(1 / (s.condition() * s.condition())));
            }
            return new LowRankMatrix(
                    Draws.orthonormal(moved.u()), s.core(), Draws.orthonormal(moved.v()));
        }

        private record Damping(UnaryOperator<Matrix> u, UnaryOperator<Matrix> v) {}

        private Damping damping(Matrix s) {
            return switch (method.scaling) {
                case AUTHORS -> {
                    double scale = memory.get(scale(name)).map(Array::number).orElse(1.0);
                    yield new Damping(d -> d.times(scale), d -> d.times(scale));
                }
                case FLOW -> {
                    Svd svd = Svd.of(s);
                    yield new Damping(
                            d -> overSquares(d, svd.u(), svd.singularValues()),
                            d -> overSquares(d, svd.v(), svd.singularValues()));
                }
            };
        }

        /// D P Σ⁻² Pᵀ.
        private static Matrix overSquares(Matrix d, Matrix p, List<Double> sigma) {
            Matrix inverse =
                    Matrix.diagonal(
                            sigma.stream().mapToDouble(each -> 1 / (each * each)).toArray());
            return d.times(p).times(inverse).timesAdjoint(p);
        }
    }
}
