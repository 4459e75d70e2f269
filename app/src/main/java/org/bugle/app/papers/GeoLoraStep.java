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
import org.bugle.neural.weight.Gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One step of GeoLoRA in all its figures (spec `geolora` E1).
final class GeoLoraStep {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final double E1 = 1e-9;

    private GeoLoraStep() {}

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

    private static Claim near(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), REFERENCE);
    }
}
