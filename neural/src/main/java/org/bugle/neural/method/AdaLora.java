package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// AdaLoRA (arXiv:2303.10512; spec `geolora` I): W = W₀ + B diag(e) A, a correction in the form of
/// an SVD that a penalty keeps nearly orthonormal, whose least important triplets are masked.
///
/// In iteration t (from 1 on) the optimiser moves A, B and e along the gradient of ℓ + γ·mean of ‖A
/// Aᵀ − I‖ and ‖BᵀB − I‖ over all factors; then, with s = |p·∂p| for every parameter (p after the
/// step, the derivative before it),
///
/// | | |
/// |---|---|
/// | importance | I ← β I + (1 − β) s, then Ī ← β Ī + (1 − β)\|s − I\|; not in the final phase |
/// | triplet i  | I Ī of e_i + the mean of I Ī over A's row i + that over B's column i         |
/// | mask       | at t where the schedule says so: all but the b(t) most important triplets    |
/// | e          | ← 0 where masked, after every iteration                                      |
///
/// In the weight U = B, V = Aᵀ, and the core is diag(e). When training has finished, masked
/// triplets are left out.
///
/// @param rank of every layer at the start
/// @param orthogonality γ
/// @param beta β
/// @param optimiser of A, B, e and the weights that are not in factors
public record AdaLora(
        int rank, Schedule schedule, double orthogonality, double beta, Optimiser optimiser)
        implements Method {
    private static final double DEVIATION = 0.02;

    /// How many triplets are left, as a mean over the layers.
    ///
    /// @param target of them after the final phase began
    /// @param initial t_init, iterations before masking
    /// @param last t_final, iterations of the final phase, in which the mask does not change
    /// @param interval ΔT, iterations between two masks
    /// @param total T
    public record Schedule(int target, int initial, int last, int interval, int total) {

        /// @throws IllegalArgumentException if phases do not fit into the total
        public Schedule {
            if (target < 0 || initial < 0 || last < 0 || interval < 1 || initial + last >= total) {
                throw new IllegalArgumentException(
                        "AdaLora: a schedule must satisfy initial + last < total and interval ≥ 1,"
                                + " found target %d, initial %d, last %d, interval %d, total %d"
                                        .formatted(target, initial, last, interval, total));
            }
        }

        /// b(t), with b₀ and b_T for all layers together.
        int budget(long t, int b0, int bT) {
            if (t <= initial) {
                return b0;
            }
            if (t > total - last) {
                return bT;
            }
            double left = 1 - (double) (t - initial) / (total - last - initial);
            return (int) Math.floor((b0 - bT) * left * left * left + bT);
        }

        boolean masks(long t) {
            return t > initial && ((t < total - last && t % interval == 0) || t == total - last);
        }

        boolean measures(long t) {
            return t < total - last;
        }
    }

    /// @throws IllegalArgumentException if a number is out of range
    public AdaLora {
        if (rank < 1 || schedule.target() > rank) {
            throw new IllegalArgumentException(
                    "AdaLora: ranks must satisfy 1 ≤ rank and target ≤ rank, found rank %d,"
                                    .formatted(rank)
                            + " target %d".formatted(schedule.target()));
        }
        if (!(orthogonality >= 0) || !(beta >= 0 && beta < 1)) {
            throw new IllegalArgumentException(
                    "AdaLora: orthogonality must be ≥ 0 and beta in [0, 1), found %s and %s"
                            .formatted(orthogonality, beta));
        }
    }

    /// γ = 0.1, β = 0.85.
    public static AdaLora of(int rank, Schedule schedule, Optimiser optimiser) {
        return new AdaLora(rank, schedule, 0.1, 0.85, optimiser);
    }

    /// A, then B, normal with deviation 0.02 and e = 0.
    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        Map<String, Factored> corrected = new LinkedHashMap<>();
        for (String name : layers) {
            Array base = dense.get(name).merged();
            int rows = base.size(0);
            int columns = base.size() / rows;
            int r = Math.min(rank, Math.min(rows, columns));
            Array a = Draws.normals(random, List.of(r, columns), DEVIATION);
            Array b = Draws.normals(random, List.of(rows, r), DEVIATION);
            List<Matrix> bases = List.of(b.toMatrix(), a.toMatrix().transpose());
            corrected.put(name, new LowRankAdapter(base, new Tucker(Tensor.zeros(r, r), bases)));
        }
        return dense.with(corrected);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        long t = state.iteration() + 1;
        Iteration iteration = new Iteration(batch, state);
        Memory.Draft memory = iteration.memory();
        Evaluation found = iteration.evaluate(Wanted.FACTORS);
        iteration.advanceDense(found, optimiser, rate);

        Map<String, Factored> layers = state.weights().factored();
        Map<String, Triplets> moved = new LinkedHashMap<>();
        layers.forEach((name, weight) -> {
            Triplets p = Triplets.of(weight);
            Triplets g = gradient(p, found.factors(name), layers.size());
            Triplets next = p.stepped(optimiser, name, g, rate, memory);
            if (schedule.measures(t)) {
                next.with(g, (a, b) -> Math.abs(a * b)).measured(name, beta, memory);
            }
            moved.put(name, next);
        });
        if (schedule.masks(t)) {
            mask(moved, t, memory);
        }
        moved.forEach((name, p) ->
                iteration.put(name, p.masked(name, memory).into(layerOf(state, name))));
        return iteration.finish();
    }

    private static Factored layerOf(TrainingState state, String name) {
        return (Factored) state.weights().get(name);
    }

    /// With the penalty γ/(2L) (‖VᵀV − I‖ + ‖UᵀU − I‖) of L layers.
    private Triplets gradient(Triplets p, Gradient.OfFactors g, int layers) {
        Tensor core = Tensor.of(Matrix.diagonal(p.e().toDoubles()));
        double factor = orthogonality / (2 * layers);
        Matrix byB = g.byBasis(0, core).plus(factor, penaltyGradient(p.b().toMatrix()));
        Matrix byA = g.byBasis(1, core).plus(factor, penaltyGradient(p.a().toMatrix()));
        Matrix byCore = g.core().unfold(0);
        Array byE = Array.generate(p.e().shape(), i -> byCore.get(i, i));
        return new Triplets(Array.of(byB), byE, Array.of(byA));
    }

    /// ∂‖UᵀU − I‖ = 2 U R/‖R‖ with R = UᵀU − I; zero where R is.
    private static Matrix penaltyGradient(Matrix u) {
        Matrix r = u.adjointTimes(u).minus(Matrix.identity(u.cols()));
        double norm = r.norm();
        return norm > 0 ? u.times(r).times(2 / norm) : Matrix.zeros(u.rows(), u.cols());
    }

    private void mask(Map<String, Triplets> layers, long t, Memory.Draft memory) {
        record Scored(String layer, int index, double score) {}
        List<Scored> all = new ArrayList<>();
        layers.forEach((name, p) -> {
            List<Double> scores = Triplets.scores(name, p, memory);
            IntStream.range(0, scores.size())
                    .forEach(i -> all.add(new Scored(name, i, scores.get(i))));
        });
        int b0 = all.size();
        int bT = Math.min(b0, schedule.target() * layers.size());
        all.sort(Comparator.comparingDouble(Scored::score));
        Map<String, double[]> masks = new LinkedHashMap<>();
        layers.forEach((name, p) -> masks.put(name, new double[p.e().size()]));
        for (Scored kept : all.subList(b0 - schedule.budget(t, b0, bT), b0)) {
            Objects.requireNonNull(masks.get(kept.layer()))[kept.index()] = 1;
        }
        masks.forEach((name, mask) ->
                memory.put(Triplets.maskOf(name), Array.of(List.of(mask.length), mask)));
    }

    /// Without the masked triplets, so with ranks of their own, which may be 0.
    @Override
    public Weights finished(TrainingState state) {
        Map<String, Factored> left = new LinkedHashMap<>();
        state.weights()
                .factored()
                .forEach((name, weight) -> {
                    Triplets p = Triplets.of(weight);
                    int[] kept =
                            state.memory()
                                    .get(Triplets.maskOf(name))
                                    .map(mask ->
                                            IntStream.range(0, mask.size())
                                                    .filter(i -> mask.at(i) > 0)
                                                    .toArray())
                                    .orElseGet(() -> IntStream.range(0, p.e().size()).toArray());
                    left.put(name, p.columns(kept).into(weight));
                });
        return state.weights().with(left);
    }
}
