package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.Weights;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// GeoLoRA (arXiv:2410.18720): the trained parts W = U S Vᵀ follow the gradient flow on the
/// low-rank matrices, by the parallel rank-adaptive BUG step with explicit Euler substeps.
///
/// Training runs in cycles of s* + 1 iterations, each of one backward pass at W:
///
/// | iteration of the cycle | does                                                                |
/// |------------------------|---------------------------------------------------------------------|
/// | 0, augmentation        | Û = [U, Ũ] = orth[U, G V], V̂ = [V, Ṽ] = orth[V, Gᵀ U],              |
/// |                        | Ŝ = [S − λ Uᵀ G V, −λ (Gᵀ U)ᵀ Ṽ; −λ Ũᵀ G V, 0]                      |
/// | 1 … s*, core steps     | S by an optimiser, in fixed bases                                   |
/// | truncation, after p    | Ŝ = P Σ Qᵀ; U = Û P, V = V̂ Q and S = Σ of the new rank              |
///
/// All other trained weights take a step of their optimiser in every iteration. With s* = 0 each
/// iteration augments and truncates, the algorithm of the paper; before the truncation it is then W
/// − λ P(W) G to rounding, with the orthogonal projection P(W) onto the tangent space, and does not
/// depend on small singular values. No inverse of S is taken, so that S = 0 is no exception.
///
/// Bases stay orthonormal, so no optimiser moves them; a decay of the core's optimiser decays ‖W‖.
/// The core's moments are forgotten whenever its bases change: they belong to other coordinates.
///
/// @param start how weights are put into factors
/// @param ranks the ranks that a truncation leaves
/// @param room at most so many columns may a basis have between augmentation and truncation
/// @param cycle s* and p
/// @param augmentationRate λ; that of the iteration where it is empty
/// @param core moves S in the core steps
/// @param others moves the weights that are not in factors
public record GeoLora(
        Start start,
        RankAllocation ranks,
        int room,
        Cycle cycle,
        OptionalDouble augmentationRate,
        Optimiser core,
        Optimiser others)
        implements Method {
    /// New directions smaller than this times ‖G V‖ are rounding, so arbitrary.
    private static final double NO_DIRECTION = 1e-12;

    /// When a cycle does what.
    ///
    /// @param coreSteps s*
    /// @param truncation p: after which iteration of the cycle, 0 … s*
    public record Cycle(int coreSteps, int truncation) {

        /// @throws IllegalArgumentException if a number is out of range
        public Cycle {
            if (coreSteps < 0 || truncation < 0 || truncation > coreSteps) {
                throw new IllegalArgumentException(
                        "GeoLora: a cycle must satisfy 0 ≤ truncation ≤ coreSteps, found"
                                + " truncation %d, coreSteps %d".formatted(truncation, coreSteps));
            }
        }

        /// With the truncation at the end.
        public static Cycle of(int coreSteps) {
            return new Cycle(coreSteps, coreSteps);
        }

        private int position(long iteration) {
            return (int) (iteration % (coreSteps + 1));
        }

        private long index(long iteration) {
            return iteration / (coreSteps + 1);
        }

        private boolean augments(long iteration) {
            return position(iteration) == 0;
        }

        private boolean truncates(long iteration) {
            return position(iteration) == truncation;
        }

        /// Whether bases are augmented after so many iterations.
        private boolean isOpen(long iterations) {
            return iterations > 0 && position(iterations - 1) < truncation;
        }
    }

    /// @throws IllegalArgumentException if there is no room for the smallest rank
    public GeoLora {
        if (room < ranks.minRank()) {
            throw new IllegalArgumentException(
                    "GeoLora: the room must hold the smallest rank, found room %d, minRank %d"
                            .formatted(room, ranks.minRank()));
        }
    }

    /// With room for twice the largest rank and one optimiser for all. With less room, bases of the
    /// largest rank would stand still.
    public static GeoLora of(Start start, RankAllocation ranks, Cycle cycle, Optimiser optimiser) {
        int largest = ranks.maxRank();
        return new GeoLora(
                start,
                ranks,
                largest + Math.min(largest, Integer.MAX_VALUE - largest),
                cycle,
                OptionalDouble.empty(),
                optimiser,
                optimiser);
    }

    public GeoLora withAugmentationRate(double lambda) {
        return new GeoLora(start, ranks, room, cycle, OptionalDouble.of(lambda), core, others);
    }

    public GeoLora withRoom(int columns) {
        return new GeoLora(start, ranks, columns, cycle, augmentationRate, core, others);
    }

    @Override
    public Weights start(Weights dense, List<String> layers, SplitMix64 random) {
        return start.of(dense, layers, random);
    }

    @Override
    public Step step(Objective batch, TrainingState state, double rate) {
        boolean augments = cycle.augments(state.iteration());
        Iteration iteration = new Iteration(batch, state);
        Evaluation found = iteration.evaluate(augments ? Wanted.FACTORS : Wanted.CORE);
        iteration.advanceDense(found, others, rate);

        Map<String, Factored> moved = new LinkedHashMap<>();
        state.weights()
                .factored()
                .forEach((name, w) -> {
                    Gradient.OfFactors g = found.factors(name);
                    if (augments) {
                        iteration.memory().forget(coreOf(name));
                        moved.put(name, augmented(w, g, augmentationRate.orElse(rate)));
                    } else {
                        moved.put(name, coreStep(name, w, g, rate, iteration.memory()));
                    }
                });
        moved.forEach(iteration::put); // before a decomposition meets what is not finite

        if (cycle.truncates(state.iteration())) {
            moved.keySet().forEach(name -> iteration.memory().forget(coreOf(name)));
            Truncated cut = truncated(moved, cycle.index(state.iteration()));
            cut.weights().forEach(iteration::put);
            iteration.discard(cut.discarded());
        }
        return iteration.finish();
    }

    private static String coreOf(String name) {
        return name + "/core";
    }

    private Factored augmented(Factored w, Gradient.OfFactors g, double lambda) {
        LowRankMatrix y = w.factors().toLowRankMatrix();
        Matrix gK = g.modes().getFirst();
        Matrix gL = g.modes().getLast();
        Matrix u = widened(y.u(), gK);
        Matrix v = widened(y.v(), gL);
        Matrix uNew = u.columns(y.u().cols(), u.cols());
        Matrix vNew = v.columns(y.v().cols(), v.cols());
        Matrix s =
                Matrix.block(
                        new Matrix[][] {
                            {
                                y.s().plus(-lambda, g.core().unfold(0)),
                                gL.adjointTimes(vNew).times(-lambda)
                            },
                            {
                                uNew.adjointTimes(gK).times(-lambda),
                                Matrix.zeros(uNew.cols(), vNew.cols())
                            }
                        });
        return w.withFactors(Tucker.of(new LowRankMatrix(u, s, v)));
    }

    /// The basis and the principal directions of what the gradient adds, the largest first. They do
    /// not depend on the basis that the gradient is written in, as the columns of a QR
    /// decomposition do; an entrywise optimiser of S notices.
    private Matrix widened(Matrix basis, Matrix gradient) {
        Svd.Left svd = Svd.left(Basis.outside(basis, Basis.outside(basis, gradient)));
        int fresh = Math.min(svd.above(NO_DIRECTION * gradient.norm()), roomFor(basis));
        if (fresh == 0) {
            return basis;
        }
        Matrix directions = svd.u().columns(0, fresh);
        // those of small singular values have the rounding of the large ones in the old span
        return Matrix.hcat(basis, Qr.of(Basis.outside(basis, directions)).q());
    }

    private int roomFor(Matrix basis) {
        return Math.max(0, Math.min(room, basis.rows()) - basis.cols());
    }

    private Factored coreStep(
            String name, Factored w, Gradient.OfFactors g, double rate, Memory.Draft memory) {
        Array moved =
                core.step(
                        coreOf(name),
                        Array.of(w.factors().core()),
                        Array.of(g.core()),
                        rate,
                        memory);
        Tensor s = moved.toTensor();
        return w.withFactors(new Tucker(s, w.factors().bases()));
    }

    private record Truncated(Map<String, Factored> weights, double discarded) {}

    private Truncated truncated(Map<String, Factored> weights, long cycleIndex) {
        Map<String, Spectrum> spectra = new LinkedHashMap<>();
        weights.forEach((name, w) -> spectra.put(name, Spectrum.of(w)));
        Iterator<Integer> kept =
                ranks.ranks(spectra.values().stream().map(Spectrum::values).toList(), cycleIndex)
                        .iterator();
        Map<String, Factored> cut = new LinkedHashMap<>();
        double squares = 0;
        for (Map.Entry<String, Spectrum> each : spectra.entrySet()) {
            int rank = kept.next();
            cut.put(each.getKey(), each.getValue().ofRank(rank));
            squares += each.getValue().squaresBeyond(rank);
        }
        return new Truncated(cut, Math.sqrt(squares));
    }

    /// A weight with S = P Σ Qᵀ.
    private record Spectrum(Factored weight, LowRankMatrix y, Svd svd) {
        static Spectrum of(Factored weight) {
            LowRankMatrix y = weight.factors().toLowRankMatrix();
            return new Spectrum(weight, y, Svd.of(y.s()));
        }

        List<Double> values() {
            return svd.singularValues();
        }

        double squaresBeyond(int rank) {
            return values().stream().skip(rank).mapToDouble(sigma -> sigma * sigma).sum();
        }

        Factored ofRank(int rank) {
            double[] sigma = values().stream().limit(rank).mapToDouble(x -> x).toArray();
            Matrix u = y.u().times(svd.u().columns(0, rank));
            Matrix v = y.v().times(svd.v().columns(0, rank));
            return weight.withFactors(Tucker.of(new LowRankMatrix(u, Matrix.diagonal(sigma), v)));
        }
    }

    /// Truncated, where training ended between an augmentation and its truncation.
    @Override
    public Weights finished(TrainingState state) {
        if (!cycle.isOpen(state.iteration())) {
            return state.weights();
        }
        long last = cycle.index(state.iteration() - 1);
        return state.weights().with(truncated(state.weights().factored(), last).weights());
    }
}
