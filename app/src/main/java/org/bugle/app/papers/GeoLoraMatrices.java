package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.Objective;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Step;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One step of GeoLoRA in all its figures, and the recovery of ranks (spec `geolora` E1 and E2).
final class GeoLoraMatrices {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final double E1 = 1e-9;
    private static final double E2 = 1e-6;

    /// Below this, losses of the reference are rounded to three digits and then no more than a
    /// bound.
    private static final double SMALL = 1e-9;

    private static final int CYCLES = 20;

    private GeoLoraMatrices() {}

    // ---- E1

    /// W = U S Vᵀ and what is drawn next, G or A.
    private record Drawn(LowRankMatrix w, Matrix next) {
        static Drawn ofSpec() {
            SplitMix64 random = new SplitMix64(1);
            Matrix u = Draws.orthonormal(Draws.matrix(random, 12, 3));
            Matrix v = Draws.orthonormal(Draws.matrix(random, 9, 3));
            Matrix s = Draws.matrix(random, 3, 3);
            return new Drawn(new LowRankMatrix(u, s, v), Draws.matrix(random, 12, 9));
        }

        /// With the gradient G wherever W is.
        Objective withGradient() {
            return (weights, _) -> {
                Map<String, Gradient> gradients = new LinkedHashMap<>();
                weights.factored()
                        .forEach((name, weight) ->
                                gradients.put(
                                        name, Gradient.OfFactors.ofAll(Array.of(next), weight)));
                return new Evaluation(0, gradients);
            };
        }

        Step step(GeoLora method) {
            return method.step(withGradient(), GeoLoraTask.at(w), 0.1);
        }

        /// P(W) G.
        Matrix projected() {
            Matrix left = w.u().times(w.u().adjointTimes(next));
            return left.plus(next.minus(left).times(w.v()).timesAdjoint(w.v()));
        }
    }

    /// Two iterations a cycle: the first one augments and leaves the truncation to the second.
    private static GeoLora augmenting() {
        return GeoLoraTask.descent(new RankAllocation.Tolerance(0, 1, 6), 1);
    }

    static Experiment e1() {
        return Experiment.of(
                "E1",
                "One step with λ = 0.1 from a 12×9 matrix of rank 3",
                beforeTruncation(),
                truncated(0.05, 4, 0.0580578651),
                truncated(0.1, 3, 0.2352922917),
                truncated(0.2, 2, 0.4723314711),
                truncated(0.5, 1, 0.9375389367),
                fixedRank(),
                descended(0.1, 46.199605379755),
                descended(0.5, 27.891434274083),
                descended(1.0, 19.718143601907));
    }

    private static Case beforeTruncation() {
        double[] sigma = {
            2.601722637, 0.8098655686, 0.4095540942, 0.2280169880, 0.05288044421, 0.02396610775
        };
        List<Claim> claims = new ArrayList<>();
        claims.add(near("‖W‖", 2.656610031, E1));
        claims.add(near("‖P(W) G‖", 7.632177330, E1));
        claims.add(near("‖W‖ after the augmentation", 2.765490903, E1));
        claims.add(new Claim("distance from W − λ P(W) G", new Criterion.AtMost(1e-14), REFERENCE));
        for (int i = 0; i < sigma.length; i++) {
            claims.add(near("singular value %d of Ŝ".formatted(i + 1), sigma[i], E1));
        }
        return Case.of(
                claims,
                _ -> {
                    Drawn drawn = Drawn.ofSpec();
                    Matrix pg = drawn.projected();
                    LowRankMatrix after = GeoLoraTask.matrix(drawn.step(augmenting()).state());
                    Matrix expected = drawn.w().toDense().plus(-0.1, pg);
                    List<Double> values =
                            new ArrayList<>(
                                    List.of(
                                            drawn.w().norm(),
                                            pg.norm(),
                                            after.norm(),
                                            after.toDense().minus(expected).norm()));
                    values.addAll(after.singularValues());
                    return values;
                });
    }

    private static Case truncated(double tau, int rank, double discarded) {
        String of = "τ = %s: ".formatted(tau);
        return Case.of(
                List.of(
                        near(of + "rank", rank, 0),
                        near(of + "error of the truncation", discarded, E1)),
                _ -> {
                    RankAllocation ranks = new RankAllocation.Tolerance(tau, 1, 6);
                    Step step = Drawn.ofSpec().step(GeoLoraTask.descent(ranks, 0));
                    double found = GeoLoraTask.matrix(step.state()).rank();
                    return List.of(found, step.discarded());
                });
    }

    private static Case fixedRank() {
        return Case.of(
                List.of(
                        near("rank fixed at 3: ‖W‖", 2.755463205, E1),
                        near("rank fixed at 3: first entry of W", 0.1070295708, E1),
                        near("rank fixed at 3: sum of the entries of W", -3.990456751, E1)),
                _ -> {
                    RankAllocation ranks = new RankAllocation.Tolerance(0, 3, 3);
                    Step step = Drawn.ofSpec().step(GeoLoraTask.descent(ranks, 0));
                    Matrix w = GeoLoraTask.matrix(step.state()).toDense();
                    return List.of(w.norm(), w.get(0, 0), Arrays.stream(w.toArray()).sum());
                });
    }

    /// ℓ = ½‖W − A‖² falls by exactly λ(1 − λ/2)‖P(W)∇ℓ‖².
    private static Case descended(double lambda, double loss) {
        return Case.of(
                "½‖W − A‖² after a step of λ = %s".formatted(lambda),
                new Criterion.Near(loss, 1e-12),
                REFERENCE,
                _ -> {
                    Drawn drawn = Drawn.ofSpec();
                    GeoLoraTask task = new GeoLoraTask(drawn.next());
                    TrainingState start = GeoLoraTask.at(drawn.w());
                    return task.loss(task.run(augmenting(), start, 1, lambda));
                });
    }

    // ---- E2

    /// A row of the table.
    ///
    /// @param ranks after the first cycles, then the last one for good
    private record Recovery(
            int coreSteps,
            int rank,
            List<Integer> ranks,
            double loss1,
            double loss5,
            double loss20,
            int parameters) {
        Case measured() {
            String of = "s* = %d, r₀ = %d: ".formatted(coreSteps, rank);
            List<Claim> claims = new ArrayList<>();
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                if (cycle <= ranks.size() || cycle == CYCLES) {
                    int expected = ranks.get(Math.min(cycle, ranks.size()) - 1);
                    claims.add(near(of + "rank after cycle " + cycle, expected, 0));
                }
            }
            claims.add(loss(of + "loss after cycle 1", loss1));
            claims.add(loss(of + "loss after cycle 5", loss5));
            claims.add(loss(of + "loss after cycle 20", loss20));
            claims.add(near(of + "parameters", parameters, 0));
            return Case.of(claims, _ -> values());
        }

        private List<Double> values() {
            SplitMix64 random = new SplitMix64(2);
            GeoLoraTask task = new GeoLoraTask(Draws.lowRank(random, 40, 30, 4, 2, 1, 0.5));
            RankAllocation rule = new RankAllocation.Tolerance(0.05, 1, 16);
            GeoLora method = GeoLoraTask.descent(rank, rule, coreSteps);
            TrainingState state = task.zero(method, 3);
            List<Double> found = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                state = task.run(method, state, coreSteps + 1, 0.5);
                losses.add(task.loss(state));
                if (cycle <= ranks.size() || cycle == CYCLES) {
                    found.add((double) GeoLoraTask.matrix(state).rank());
                }
            }
            Factored weight = GeoLoraTask.weight(state);
            found.addAll(List.of(losses.getFirst(), losses.get(4), losses.getLast()));
            found.add((double) weight.trainedParameters());
            return found;
        }

        private static Claim loss(String text, double figure) {
            return figure > SMALL
                    ? near(text, figure, E2)
                    : new Claim(text, new Criterion.AtMost(1.002 * figure), REFERENCE);
        }
    }

    static Experiment e2() {
        double bound = 1e-15;
        return new Experiment(
                "E2",
                "Recovery of a 40×30 matrix of rank 4, λ = 0.5, τ = 0.05",
                List.of(
                                new Recovery(
                                        0,
                                        1,
                                        List.of(2, 2, 2),
                                        10.26818527,
                                        0.8430164972,
                                        0.62500667,
                                        144),
                                new Recovery(
                                        0,
                                        2,
                                        List.of(3, 3, 3),
                                        10.22127163,
                                        0.1994932405,
                                        0.1250013731,
                                        219),
                                new Recovery(
                                        0,
                                        8,
                                        List.of(7, 5, 4, 4),
                                        7.887204557,
                                        0.03049556068,
                                        2.84e-11,
                                        296),
                                new Recovery(
                                        0,
                                        16,
                                        List.of(7, 5, 4, 4),
                                        4.587049649,
                                        0.01750315004,
                                        1.63e-11,
                                        296),
                                new Recovery(
                                        1,
                                        1,
                                        List.of(2, 2, 3, 4, 4),
                                        9.720292121,
                                        0.004046496407,
                                        bound,
                                        296),
                                new Recovery(
                                        1,
                                        2,
                                        List.of(2, 3, 4, 4),
                                        4.980140156,
                                        4.083931725e-4,
                                        bound,
                                        296),
                                new Recovery(
                                        1,
                                        8,
                                        List.of(5, 4, 4),
                                        1.966575461,
                                        2.98220774e-5,
                                        bound,
                                        296),
                                new Recovery(
                                        5,
                                        1,
                                        List.of(2, 2, 3, 4),
                                        9.538374475,
                                        3.549081693e-8,
                                        bound,
                                        296),
                                new Recovery(
                                        5,
                                        2,
                                        List.of(2, 4, 4),
                                        3.243367797,
                                        1.7243e-12,
                                        bound,
                                        296),
                                new Recovery(
                                        5, 8, List.of(4, 4), 0.007648410286, bound, bound, 296),
                                new Recovery(
                                        5, 16, List.of(4, 4), 0.004391410817, bound, bound, 296))
                        .stream()
                        .map(Recovery::measured)
                        .toList());
    }

    private static Claim near(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), REFERENCE);
    }
}
