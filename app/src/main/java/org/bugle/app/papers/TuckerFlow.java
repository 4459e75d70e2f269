package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Quadratic;
import org.bugle.neural.weight.Factored;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Test C of TDLRT: a weighted distance, whose gradient flow is known, from cores whose singular
/// values fall by δ.
final class TuckerFlow {
    private static final double PRINTED = 1e-7;

    private static final List<Integer> SIZES = List.of(16, 12, 5, 5);

    private static final Array OMEGA =
            Array.of(
                    Tensor.generate(
                            new int[] {16, 12, 5, 5},
                            i -> 0.5 + 1 / (1 + 0.1 * (i[0] + i[1]) + 0.2 * (i[2] + i[3]))));

    private TuckerFlow() {}

    private record Data(Array target, Tucker start) {
        static Data drawn(double delta) {
            List<Integer> ranks = List.of(5, 5, 4, 4);
            SplitMix64 random = new SplitMix64(21);
            Tucker target = Draws.decayed(Draws.tucker(random, SIZES, ranks), delta, 1);
            Tucker start = Draws.decayed(Draws.tucker(random, SIZES, ranks), delta, 1);
            return new Data(Array.of(target.toDense()), start);
        }

        Quadratic objective() {
            return Quadratic.weighted(TuckerRun.KERNEL, target, OMEGA);
        }

        /// To W(1) = A + exp(−ω)(W₀ − A), entry by entry.
        double error(Array w) {
            Array difference = Array.of(start.toDense()).plus(-1, target);
            Array end = target.plus(1, difference.with(OMEGA, (d, omega) -> Math.exp(-omega) * d));
            return w.plus(-1, end).norm();
        }

        Factored end(Dlrt method, int steps) {
            return (Factored)
                    TuckerRun.end(method, objective(), TuckerRun.kernel(start), 1.0 / steps, steps);
        }

        double error(Dlrt method, int steps) {
            return error(end(method, steps).merged());
        }

        double errorOfDescent(int steps) {
            Array w = Array.of(start.toDense());
            for (int k = 0; k < steps; k++) {
                w = w.plus(-1.0 / steps, TuckerRun.gradient(objective(), w));
            }
            return error(w);
        }

        double errorOfProjectedEuler(int steps) {
            return error(
                    Array.of(
                            TuckerProjectedEuler.run(objective(), start, 1.0 / steps, steps)
                                    .toDense()));
        }
    }

    static Experiment experiment() {
        List<Case> cases = new ArrayList<>();
        // for δ = 16 and N = 20 a second implementation corrects 0.0119216727
        cases.add(adaptive(1, 0.0489289599, 0.0233531998, 0.0114210903, 0.0056491681));
        cases.add(adaptive(4, 0.0500136029, 0.0239392235, 0.0117228431, 0.0058019998));
        cases.add(adaptive(16, 0.0508705889, 0.0243466450, 0.0119217227, 0.0059002807));
        cases.add(adaptive(100, 0.0507782471, 0.0243036115, 0.0119009099, 0.0058900415));
        cases.add(descent(1, 0.0459278601, 0.0053426675));
        cases.add(descent(4, 0.0499457398, 0.0057955593));
        cases.add(descent(16, 0.0508564865, 0.0058986166));
        cases.add(descent(100, 0.0507769624, 0.0058898763));
        cases.add(fixed(1, 0.49969));
        cases.add(fixed(4, 0.036459));
        cases.add(fixed(16, 0.0073448));
        cases.add(fixed(100, 0.0058979));
        cases.add(euler(1, near(0.50, 0.01), near(0.50, 0.01)));
        cases.add(euler(4, near(0.107, 0.01), near(0.037, 0.02)));
        cases.add(euler(16, Criterion.withinFactor(3.3e6, 2), Criterion.withinFactor(4.0e2, 2)));
        cases.add(overflow());
        cases.add(tolerance(0.1, 0.386015566, 2, 2, 2, 2));
        cases.add(tolerance(0.03, 0.136915875, 3, 3, 3, 4));
        cases.add(tolerance(0.01, 0.0331499172, 5, 5, 4, 4));
        cases.add(tolerance(1e-3, 0.0080334047, 8, 7, 5, 5));
        cases.add(tolerance(1e-4, 0.0058105542, 12, 12, 5, 5));
        return new Experiment(
                "C", "Error to the gradient flow, for cores of falling singular values", cases);
    }

    private static Criterion near(double figure, double tolerance) {
        return new Criterion.Near(figure, tolerance);
    }

    private static Case.Measured row(
            double delta,
            String method,
            List<Double> steps,
            List<Criterion> expected,
            IntToDoubleFunction error) {
        return Case.curve(
                new Chart(
                        "Gradient flow, δ = %.0f".formatted(delta),
                        Axis.log("steps"),
                        Axis.log("error")),
                method,
                Source.REFERENCE,
                steps,
                expected,
                n -> error.applyAsDouble((int) n));
    }

    private static Case.Measured adaptive(double delta, double... figures) {
        return row(
                delta,
                "adaptive, τ = 1e-10",
                List.of(5.0, 10.0, 20.0, 40.0),
                Case.near(PRINTED, figures),
                n -> Data.drawn(delta).error(TuckerRun.adaptive(1e-10), n));
    }

    private static Case.Measured descent(double delta, double... figures) {
        return row(
                delta,
                "descent of all entries",
                List.of(5.0, 40.0),
                Case.near(PRINTED, figures),
                n -> Data.drawn(delta).errorOfDescent(n));
    }

    /// The figures have four or five digits.
    private static Case.Measured fixed(double delta, double figure) {
        return row(
                delta,
                "orthK, ranks 5, 5, 4, 4",
                List.of(40.0),
                Case.near(2e-4, figure),
                n -> Data.drawn(delta).error(TuckerRun.orthK(), n));
    }

    private static Case.Measured euler(double delta, Criterion ten, Criterion forty) {
        return row(
                delta,
                "projected Euler",
                List.of(10.0, 40.0),
                List.of(ten, forty),
                n -> Data.drawn(delta).errorOfProjectedEuler(n));
    }

    /// The reference's sum of squares overflows: the error is above the root of the largest double.
    private static Case.Measured overflow() {
        return Case.of(
                "δ = 100, projected Euler: core after 10 steps",
                new Criterion.AtLeast(Math.sqrt(Double.MAX_VALUE)),
                Source.REFERENCE,
                _ -> {
                    Data data = Data.drawn(100);
                    return TuckerProjectedEuler.run(data.objective(), data.start(), 0.1, 10)
                            .core()
                            .norm();
                });
    }

    private static Case.Measured tolerance(double tolerance, double error, int... ranks) {
        String name = "δ = 4, 40 steps, τ = " + tolerance;
        List<Claim> claims = new ArrayList<>();
        claims.add(TuckerRun.near(name + ": error", error, PRINTED));
        claims.addAll(TuckerRun.ranks(name, ranks));
        return Case.of(
                claims,
                _ -> {
                    Data data = Data.drawn(4);
                    Factored end = data.end(TuckerRun.adaptive(tolerance), 40);
                    List<Double> values = new ArrayList<>();
                    values.add(data.error(end.merged()));
                    values.addAll(TuckerRun.numbers(end.ranks()));
                    return values;
                });
    }
}
