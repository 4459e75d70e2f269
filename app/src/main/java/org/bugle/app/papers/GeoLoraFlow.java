package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Full;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.ModeTruncation;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The error to the gradient flow by the size of the steps (spec `geolora` E4).
final class GeoLoraFlow {
    private static final Source REFERENCE = Source.REFERENCE;

    private GeoLoraFlow() {}

    /// The gradient flow of ½‖W − A‖², with an A that is off rank 4 by ε.
    private record Flow(GeoLoraTask task, LowRankMatrix start) {
        static Flow ofSpec(double epsilon) {
            SplitMix64 random = new SplitMix64(8);
            Matrix p = Draws.orthonormal(Draws.matrix(random, 40, 12));
            Matrix q = Draws.orthonormal(Draws.matrix(random, 30, 12));
            double[] sigma = new double[12];
            Arrays.setAll(sigma, i -> i < 4 ? Math.pow(2, -i) : epsilon * Math.pow(2, 4 - i));
            Matrix a = p.times(Matrix.diagonal(sigma)).timesAdjoint(q);
            Matrix r = Draws.orthonormal(Draws.matrix(random, 40, 4));
            Matrix t = Draws.orthonormal(Draws.matrix(random, 30, 4));
            Matrix s = Matrix.diagonal(1, 0.5, 0.25, 0.125);
            return new Flow(new GeoLoraTask(a), new LowRankMatrix(r, s, t));
        }

        /// W(1) = A + e⁻¹(W₀ − A).
        Matrix exact() {
            Matrix a = task.target();
            return a.plus(Math.exp(-1), start.toDense().minus(a));
        }

        Matrix after(Method method, int steps) {
            TrainingState end = task.run(method, GeoLoraTask.at(start), steps, 1.0 / steps);
            return GeoLoraTask.matrix(end).toDense();
        }

        /// By full gradient descent.
        Matrix descended(int steps) {
            Matrix w = start.toDense();
            Weights dense = Weights.of(Map.of("w", DenseWeight.trained(Array.of(w))));
            TrainingState state = TrainingState.of(dense);
            Full method = new Full(Sgd.plain());
            for (int i = 0; i < steps; i++) {
                state = method.step(task.objective(), state, 1.0 / steps).state();
            }
            return state.weights().get("w").merged().toMatrix();
        }
    }

    private static final List<Double> STEPS = List.of(5.0, 10.0, 20.0, 40.0, 80.0);

    static Experiment e4() {
        Chart chart = Chart.errors("Distance from the gradient flow at t = 1");
        double tolerance = 1e-8;
        Method dlrt =
                Dlrt.plain(
                        new Start.Correction(8),
                        new Dlrt.Variant.Adaptive(
                                new ModeTruncation(1e-14, ModeTruncation.Share.TOTAL, 1, 8)));
        return Experiment.of(
                "E4",
                "Steps of size 1/n at most of rank 8",
                flow(
                        chart,
                        0,
                        Case.near(
                                tolerance,
                                0.06659474798,
                                0.03155947115,
                                0.01538476930,
                                0.007598008637,
                                0.003775924927)),
                flow(
                        chart,
                        1e-3,
                        Case.near(
                                tolerance,
                                0.06659655145,
                                0.03156567812,
                                0.01539860188,
                                0.007626507687,
                                0.003833205056)),
                flow(
                        chart,
                        1e-2,
                        Case.near(
                                tolerance,
                                0.06690509348,
                                0.03223251242,
                                0.01673218357,
                                0.01005419010,
                                0.007591793262)),
                Case.curve(
                        chart,
                        "DLRT, ε = 0",
                        REFERENCE,
                        STEPS,
                        Case.near(
                                tolerance,
                                0.06561960245,
                                0.03134277543,
                                0.01533352079,
                                0.007585537707,
                                0.003772848428),
                        n -> {
                            Flow flow = Flow.ofSpec(0);
                            return flow.after(dlrt, (int) n).minus(flow.exact()).norm();
                        }),
                Case.of(
                        "distance of DLRT, ε = 0, from full gradient descent, n = 20",
                        new Criterion.AtMost(1e-10),
                        REFERENCE,
                        _ -> {
                            Flow flow = Flow.ofSpec(0);
                            return flow.after(dlrt, 20).minus(flow.descended(20)).norm();
                        }),
                best(1e-3, 6.606802637e-4),
                best(1e-2, 6.585958059e-3));
    }

    private static Case flow(Chart chart, double epsilon, List<Criterion> expected) {
        Method method = GeoLoraTask.descent(new RankAllocation.Tolerance(0, 1, 8), 0);
        return Case.curve(
                chart,
                "GeoLoRA, ε = %s".formatted(epsilon),
                REFERENCE,
                STEPS,
                expected,
                n -> {
                    Flow flow = Flow.ofSpec(epsilon);
                    return flow.after(method, (int) n).minus(flow.exact()).norm();
                });
    }

    private static Case best(double epsilon, double figure) {
        return Case.of(
                "best error of rank 8 at t = 1, ε = %s".formatted(epsilon),
                new Criterion.Near(figure, 1e-8),
                REFERENCE,
                _ -> {
                    Matrix exact = Flow.ofSpec(epsilon).exact();
                    List<Double> sigma = Svd.of(exact).singularValues();
                    return Math.sqrt(sigma.stream().skip(8).mapToDouble(x -> x * x).sum());
                });
    }
}
