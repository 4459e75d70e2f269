package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.neural.method.TuckerRuns.W;
import static org.bugle.neural.method.TuckerRuns.adaptive;
import static org.bugle.neural.method.TuckerRuns.augmentedToFixed;
import static org.bugle.neural.method.TuckerRuns.dense;
import static org.bugle.neural.method.TuckerRuns.kernel;
import static org.bugle.neural.method.TuckerRuns.loss;
import static org.bugle.neural.method.TuckerRuns.replaced;
import static org.bugle.neural.method.TuckerRuns.rng;
import static org.bugle.neural.method.TuckerRuns.run;
import static org.bugle.neural.method.TuckerRuns.state;
import static org.bugle.neural.method.TuckerRuns.weight;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Sgd;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What spec `tucker-conv` says of the steps, on a kernel with a weighted quadratic objective.
class DlrtPropertiesTest {
    private static final List<Integer> SIZES = List.of(8, 6, 3, 3);
    private static final List<Integer> RANKS = List.of(3, 2, 2, 2);

    private final SplitMix64 random = rng(11);
    private final Array target = Array.of(Draws.tucker(random, SIZES, RANKS).toDense());
    private final Tucker factors = Draws.tucker(random, SIZES, RANKS);
    private final Factored start = kernel(factors);
    private final Quadratic objective =
            Quadratic.weighted(W, target, Draws.uniform(random, SIZES, 0.4).map(x -> 1 + x));

    /// What an objective was asked.
    private record Asked(Weights weights, Map<String, Wanted> wanted) {}

    private Step stepWatched(Dlrt method, TrainingState from, List<Asked> asked) {
        Objective watched =
                (weights, wanted) -> {
                    asked.add(new Asked(weights, wanted));
                    return objective.evaluate(weights, wanted);
                };
        return method.step(watched, from, 0.1);
    }

    @Test
    void augmentationLeavesTheWeightAndTakesTheGradientThere() {
        List<Asked> asked = new ArrayList<>();
        Step step = stepWatched(adaptive(0.05), state(start), asked);
        assertThat(step.backwardPasses()).isEqualTo(2);
        assertThat(asked)
                .extracting(Asked::wanted)
                .containsExactly(Map.of(W, Wanted.FACTORS), Map.of(W, Wanted.CORE));
        Factored wide = (Factored) asked.getLast().weights().get(W);
        assertThat(wide.ranks()).containsExactly(6, 4, 3, 3);
        assertThat(wide.factors().orthonormalityDefect()).isLessThan(1e-14);
        assertThat(wide.merged().plus(-1, start.merged()).norm())
                .isLessThan(1e-14 * start.merged().norm());
        assertThat(step.loss()).isEqualTo(loss(objective, state(start)));
    }

    @Test // equality, as the Hessian is the identity
    void theWideStepDescendsByTheCoresGradient() {
        Quadratic plain = Quadratic.of(W, target);
        double rate = 0.1;
        TrainingState wide = run(adaptive(0), plain, start, rate, 1).getLast();
        double before = loss(plain, state(start));
        double squares = 2 * (before - loss(plain, wide)) / (rate * (2 - rate));
        assertThat(Math.sqrt(squares)).isCloseTo(5.87488333604, within(1e-10));
    }

    @Test
    void lossFallsUntilTheTargetIsFound() {
        List<TrainingState> states = run(adaptive(1e-6), objective, start, 0.5, 100);
        double before = loss(objective, state(start));
        for (TrainingState each : states) {
            assertThat(loss(objective, each)).isLessThan(before + 1e-12);
            before = loss(objective, each);
        }
        assertThat(weight(states.getLast()).ranks()).isEqualTo(RANKS);
    }

    @Test
    void discardedIsWhatTheToleranceAllows() {
        Step step = adaptive(0.05).step(objective, state(start), 0.1);
        Tensor wide = dense(run(adaptive(0), objective, start, 0.1, 1).getLast());
        assertThat(step.discarded())
                .isCloseTo(wide.minus(dense(step.state())).norm(), within(1e-13))
                .isBetween(1e-3, 0.05 * wide.norm());
    }

    static Stream<Dlrt> methods() {
        return Stream.of(
                adaptive(0.02),
                adaptive(0.02).with(Dlrt.Directions.BY_BASIS),
                replaced(),
                augmentedToFixed(),
                adaptive(0.02).withCoreSteps(3),
                adaptive(0.02).with(new Sgd(0.5, 0.01), Sgd.plain()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void weightsDoNotDependOnTheFactorsThatTheyAreGivenIn(Dlrt method) {
        SplitMix64 drawn = rng(3);
        List<Matrix> turns =
                RANKS.stream().map(r -> Draws.orthonormal(Draws.matrix(drawn, r, r))).toList();
        Tensor core = factors.core();
        List<Matrix> bases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            core = core.timesMode(i, turns.get(i).adjoint());
            bases.add(factors.bases().get(i).times(turns.get(i)));
        }
        Factored turned = kernel(new Tucker(core, bases));
        Tensor here = dense(run(method, objective, start, 0.1, 10).getLast());
        Tensor there = dense(run(method, objective, turned, 0.1, 10).getLast());
        assertThat(there.minus(here).norm()).isLessThan(1e-12 * here.norm());
    }

    @Test
    void bothFormsOfTheDirectionsGiveTheSameWeights() {
        Dlrt byK = adaptive(0.02);
        Tensor here = dense(run(byK, objective, start, 0.1, 10).getLast());
        Tensor there =
                dense(run(byK.with(Dlrt.Directions.BY_BASIS), objective, start, 0.1, 10).getLast());
        assertThat(there.minus(here).norm()).isLessThan(1e-12 * here.norm());
    }

    @Test // the momentum of the core is that of W, as long as no direction is lost
    void momentumGoesWithTheBases() {
        Quadratic plain = Quadratic.of(W, target); // keeps W in the span of start and target
        Dlrt method = adaptive(1e-12).with(new Sgd(0.5, 0), Sgd.plain());
        TrainingState end = run(method, plain, start, 0.1, 20).getLast();
        Array w = start.merged();
        Array momentum = w.times(0);
        for (int k = 0; k < 20; k++) {
            momentum = momentum.times(0.5).plus(1, w.plus(-1, target));
            w = w.plus(-0.1, momentum);
        }
        assertThat(weight(end).merged().plus(-1, w).norm()).isLessThan(1e-11);
    }

    @Test
    void secondMomentsAreCarriedByTheirRoots() {
        Memory.Draft memory = Memory.empty().draft();
        memory.put("c/v", Array.of(List.of(2, 1), 9, 16));
        memory.put("c/m", Array.of(List.of(2, 1), 3, 4));
        CoreMoments.carry(
                memory, "c", List.of(Matrix.of(new double[][] {{0.6, 0.8}}), Matrix.identity(1)));
        assertThat(memory.get("c/v").orElseThrow().number()).isCloseTo(25, within(1e-12));
        assertThat(memory.get("c/m").orElseThrow().number()).isCloseTo(5, within(1e-12));
    }

    @Test
    void severalCoreStepsShareTheirBases() {
        Dlrt method = adaptive(0.05).withCoreSteps(3);
        List<Asked> asked = new ArrayList<>();
        TrainingState state = state(start);
        int passes = 0;
        for (int k = 0; k < 3; k++) {
            Step step = stepWatched(method, state, asked);
            passes += step.backwardPasses();
            state = step.state();
            if (k == 1) {
                assertThat(weight(state).ranks()).containsExactly(6, 4, 3, 3);
                assertThat(((Factored) method.finished(state).get(W)).ranks())
                        .isNotEqualTo(weight(state).ranks());
            }
        }
        assertThat(passes).isEqualTo(4);
        Factored wide = (Factored) asked.get(1).weights().get(W);
        Array core = Array.of(wide.factors().core());
        for (int k = 0; k < 3; k++) {
            Factored at = wide.withFactors(new Tucker(core.toTensor(), wide.factors().bases()));
            core =
                    core.plus(
                            -0.1,
                            Array.of(
                                    objective
                                            .evaluate(
                                                    Weights.of(Map.of(W, at)),
                                                    Map.of(W, Wanted.CORE))
                                            .factors(W)
                                            .core()));
        }
        CoreTruncation expected =
                ModeTruncation.relative(0.05).apply(core.toTensor(), List.of(0, 1, 2, 3));
        assertThat(dense(state).minus(expected.in(wide.factors().bases()).toDense()).norm())
                .isLessThan(1e-13);
        assertThat(method.finished(state)).isEqualTo(state.weights());
    }

    @Test
    void ranksStayAfterSeveralCoreSteps() {
        TrainingState end =
                run(augmentedToFixed().withCoreSteps(2), objective, start, 0.1, 4).getLast();
        assertThat(weight(end).ranks()).isEqualTo(RANKS);
    }

    @Test
    void ofTuckerTwoOnlyTheChannelsMove() {
        Factorisation channels =
                Factorisation.of(
                        new Factorisation.Form.TuckerKernels(
                                TuckerConv2d.Modes.CHANNELS, TuckerConv2d.Chain.THREE),
                        new StartRanks.Same(2));
        Weights weights =
                channels.of(Weights.of(Map.of(W, DenseWeight.trained(target))), List.of(W), rng(0));
        Factored from = (Factored) weights.get(W);
        assertThat(from.ranks()).containsExactly(2, 2, 3, 3);
        TrainingState end = run(adaptive(1e-3), objective, from, 0.3, 30).getLast();
        assertThat(weight(end).ranks()).containsExactly(3, 2, 3, 3);
        assertThat(weight(end).basis(2)).isEqualTo(Matrix.identity(3));
        assertThat(loss(objective, end)).isLessThan(1e-3 * loss(objective, state(from)));
    }

    @Test
    void ranksStayBetweenTheirBounds() {
        assertThat(ranksAfterAStep(new ModeTruncation(0, ModeTruncation.Share.TOTAL, 1, 4)))
                .containsExactly(4, 4, 3, 3);
        assertThat(ranksAfterAStep(new ModeTruncation(0.9, ModeTruncation.Share.TOTAL, 2, 4)))
                .containsExactly(2, 2, 2, 2);
    }

    private List<Integer> ranksAfterAStep(ModeTruncation rule) {
        Dlrt method = Dlrt.plain(TuckerRuns.ANY, new Dlrt.Variant.Adaptive(rule));
        return weight(run(method, objective, start, 0.1, 1).getLast()).ranks();
    }

    @Test
    void modesShareTheToleranceOrHaveItEach() {
        Tensor core = Draws.normals(rng(2), List.of(5, 4, 3, 2), 1).toTensor();
        List<Integer> modes = List.of(0, 1, 2, 3);
        for (int i : modes) {
            List<Double> sigma = Svd.left(core.unfold(i)).singularValues();
            for (double part : List.of(0.5, 1.0)) {
                double allowed = part * 0.8 * core.norm();
                int rank = 0;
                while (tail(sigma, rank) > allowed) {
                    rank++;
                }
                ModeTruncation.Share share =
                        part == 1 ? ModeTruncation.Share.PER_MODE : ModeTruncation.Share.TOTAL;
                assertThat(new ModeTruncation(0.8, share, 1, 9).apply(core, modes).core().size(i))
                        .isEqualTo(rank);
            }
        }
    }

    private static double tail(List<Double> sigma, int rank) {
        return Math.sqrt(sigma.stream().skip(rank).mapToDouble(s -> s * s).sum());
    }

    @Test
    void aCoreThatIsNotFiniteEndsTheTraining() {
        assertThatThrownBy(() -> run(adaptive(0.1), objective, start, Double.MAX_VALUE, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessage(
                        "iteration 0: the weight w is not finite; lower the learning rate or clip"
                                + " the gradient");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> adaptive(0.1).withCoreSteps(0))
                .hasMessage("Dlrt: coreSteps must be ≥ 1, found 0");
        assertThatThrownBy(() -> replaced().with(Dlrt.Directions.BY_BASIS))
                .hasMessage("Dlrt: bases can be replaced by K alone, found BY_BASIS");
        assertThatThrownBy(() -> ModeTruncation.relative(1))
                .hasMessage("ModeTruncation: tolerance must be in [0, 1), found 1.0");
        assertThatThrownBy(() -> new ModeTruncation(0, ModeTruncation.Share.TOTAL, 3, 2))
                .hasMessage("ModeTruncation: 1 ≤ minRank ≤ maxRank is needed, found 3 and 2");
    }
}
