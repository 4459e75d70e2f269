package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.neural.method.TuckerRuns.W;
import static org.bugle.neural.method.TuckerRuns.adaptive;
import static org.bugle.neural.method.TuckerRuns.augmentedToFixed;
import static org.bugle.neural.method.TuckerRuns.loss;
import static org.bugle.neural.method.TuckerRuns.replaced;
import static org.bugle.neural.method.TuckerRuns.rng;
import static org.bugle.neural.method.TuckerRuns.run;
import static org.bugle.neural.method.TuckerRuns.state;
import static org.bugle.neural.method.TuckerRuns.weight;

import org.assertj.core.data.Percentage;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.LowRankLinear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// d = 2: DLRT of spec `geolora` G.
class DlrtMatrixTest {
    private static final Array OMEGA = Draws.uniform(rng(9), List.of(12, 9), 0.5).map(x -> 1 + x);

    private final SplitMix64 random = rng(1);
    private final Matrix u = Draws.orthonormal(Draws.matrix(random, 12, 3));
    private final Matrix v = Draws.orthonormal(Draws.matrix(random, 9, 3));
    private final Matrix s = Draws.matrix(random, 3, 3);
    private final Matrix target = Draws.matrix(random, 12, 9);
    private final Quadratic objective = Quadratic.weighted(W, Array.of(target), OMEGA);
    private final LowRankLinear start = matrix(u, s, v);

    private static LowRankLinear matrix(Matrix u, Matrix s, Matrix v) {
        return new LowRankLinear(new Tucker(Tensor.of(s), List.of(u, v)));
    }

    private Matrix gradient(Matrix w) {
        return w.minus(target).hadamard(OMEGA.toMatrix());
    }

    /// The S-step in these bases: S̃ = U₁ᵀU S VᵀV₁, S₁ = S̃ − η U₁ᵀ ∇ℓ(U₁ S̃ V₁ᵀ) V₁.
    private Matrix coreStep(Matrix u1, Matrix v1, double eta) {
        Matrix projected = u1.adjointTimes(u).times(s).timesAdjoint(v1.adjointTimes(v));
        Matrix g = gradient(u1.times(projected).timesAdjoint(v1));
        return projected.plus(-eta, u1.adjointTimes(g).times(v1));
    }

    private Matrix k1(double eta) {
        Matrix k0 = u.times(s);
        return k0.plus(-eta, gradient(k0.timesAdjoint(v)).times(v));
    }

    private Matrix l1(double eta) {
        Matrix l0 = v.timesAdjoint(s);
        return l0.plus(-eta, gradient(u.timesAdjoint(l0)).adjointTimes(u));
    }

    @Test
    void adaptiveStepIsTheMatrixFormula() {
        double eta = 0.3;
        Matrix u1 = Qr.of(Matrix.hcat(k1(eta), u)).q();
        Matrix v1 = Qr.of(Matrix.hcat(l1(eta), v)).q();
        Svd svd = Svd.of(coreStep(u1, v1, eta));
        double norm = Math.sqrt(svd.singularValues().stream().mapToDouble(x -> x * x).sum());
        int rank = 6;
        double tail = 0;
        while (tail + Math.pow(svd.singularValues().get(rank - 1), 2) <= Math.pow(0.2 * norm, 2)) {
            tail += Math.pow(svd.singularValues().get(--rank), 2);
        }
        assertThat(rank).isBetween(2, 5);
        double[] kept = svd.singularValues().stream().limit(rank).mapToDouble(x -> x).toArray();
        Matrix expected =
                u1.times(svd.u().columns(0, rank))
                        .times(Matrix.diagonal(kept))
                        .timesAdjoint(v1.times(svd.v().columns(0, rank)));
        TrainingState after = run(adaptive(0.2), objective, start, eta, 1).getLast();
        assertThat(weight(after).ranks()).containsExactly(rank, rank);
        assertThat(weight(after).merged().toMatrix().minus(expected).norm()).isLessThan(1e-13);
        Tensor core = weight(after).factors().core();
        assertThat(core.minus(Tensor.of(Matrix.diagonal(kept))).norm()).isLessThan(1e-13);
    }

    @Test
    void fixedStepIsTheMatrixFormula() {
        Matrix u1 = Qr.of(k1(0.3)).q();
        Matrix v1 = Qr.of(l1(0.3)).q();
        Matrix expected = u1.times(coreStep(u1, v1, 0.3)).timesAdjoint(v1);
        TrainingState after = run(replaced(), objective, start, 0.3, 1).getLast();
        assertThat(weight(after).merged().toMatrix().minus(expected).norm()).isLessThan(1e-13);
    }

    @ParameterizedTest // table E3 of spec `geolora`
    @CsvSource({
        "1e-1, 2.130178003",
        "1e-4, 1.943422080",
        "1e-8, 1.943436858",
        "1e-12, 1.943436860"
    })
    void tinySingularValuesDoNoHarm(double smallest, double figure) {
        Matrix a = Draws.lowRank(rng(6), 40, 30, 4, 2, 1, 0.5);
        SplitMix64 drawn = rng(7);
        Matrix u0 = Draws.orthonormal(Draws.matrix(drawn, 40, 4));
        Matrix v0 = Draws.orthonormal(Draws.matrix(drawn, 30, 4));
        LowRankLinear from = matrix(u0, Matrix.diagonal(1, 0.5, 0.25, smallest), v0);
        Quadratic distance = Quadratic.of(W, Array.of(a));
        assertThat(loss(distance, run(replaced(), distance, from, 0.1, 10).getLast()))
                .isCloseTo(figure, Percentage.withPercentage(1e-4));
    }

    @ParameterizedTest // table E4 of spec `geolora`, ε = 0: rank 8 holds the whole flow
    @CsvSource({
        "5, 0.06561960245",
        "10, 0.03134277543",
        "20, 0.01533352079",
        "40, 0.007585537707",
        "80, 0.003772848428"
    })
    void errorToTheGradientFlow(int steps, double figure) {
        SplitMix64 drawn = rng(8);
        Matrix p = Draws.orthonormal(Draws.matrix(drawn, 40, 12)).columns(0, 4);
        Matrix q = Draws.orthonormal(Draws.matrix(drawn, 30, 12)).columns(0, 4);
        Matrix sigma = Matrix.diagonal(1, 0.5, 0.25, 0.125);
        Matrix a = p.times(sigma).timesAdjoint(q);
        Matrix r = Draws.orthonormal(Draws.matrix(drawn, 40, 4));
        Matrix t = Draws.orthonormal(Draws.matrix(drawn, 30, 4));
        Matrix exact = a.plus(Math.exp(-1), r.times(sigma).timesAdjoint(t).minus(a));
        ModeTruncation rule = new ModeTruncation(1e-14, ModeTruncation.Share.TOTAL, 1, 8);
        Dlrt method = Dlrt.plain(TuckerRuns.ANY, new Dlrt.Variant.Adaptive(rule));
        TrainingState end =
                run(method, Quadratic.of(W, Array.of(a)), matrix(r, sigma, t), 1.0 / steps, steps)
                        .getLast();
        assertThat(weight(end).merged().toMatrix().minus(exact).norm())
                .isCloseTo(figure, within(1e-8));
    }

    @Test // spec `geolora`, property 6: gradients at the new bases find what one pass misses
    void theRankGrowsToTheTargets() {
        Matrix a = Draws.lowRank(rng(2), 40, 30, 4, 2, 1, 0.5);
        SplitMix64 drawn = rng(3);
        Matrix u0 = Draws.orthonormal(Draws.matrix(drawn, 40, 1));
        Matrix v0 = Draws.orthonormal(Draws.matrix(drawn, 30, 1));
        LowRankLinear from = matrix(u0, Matrix.diagonal(1e-3), v0);
        List<TrainingState> states =
                run(adaptive(0.05), Quadratic.of(W, Array.of(a)), from, 0.5, 20);
        assertThat(states.stream().limit(6).map(each -> weight(each).ranks().getFirst()))
                .containsExactly(2, 2, 3, 4, 4, 4);
        assertThat(weight(states.getLast()).merged().toMatrix().minus(a).norm()).isLessThan(1e-4);
    }

    @Test
    void fixedAugmentedIsTheBestApproximationOfTheWideStep() {
        Matrix wide =
                weight(run(adaptive(0), objective, start, 0.3, 1).getLast()).merged().toMatrix();
        TrainingState after = run(augmentedToFixed(), objective, start, 0.3, 1).getLast();
        double error = weight(after).merged().toMatrix().minus(wide).norm();
        double best =
                Math.sqrt(
                        Svd.of(wide).singularValues().stream()
                                .skip(3)
                                .mapToDouble(x -> x * x)
                                .sum());
        assertThat(error).isCloseTo(best, within(1e-12));
        assertThat(loss(objective, state(start))).isGreaterThan(loss(objective, after));
        assertThat(weight(after).ranks()).containsExactly(3, 3);
    }
}
