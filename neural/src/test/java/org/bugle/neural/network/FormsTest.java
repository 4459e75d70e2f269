package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Value;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class FormsTest {
    /// Relative; sums of some hundred products are rounded at 1e-14.
    private static final double ROUNDING = 1e-10;

    private static final List<Integer> KERNEL = List.of(5, 3, 3, 2);

    /// A strided, padded convolution and a linear layer that is used twice.
    private record Small() implements Network {
        @Override
        public Weights initialize(SplitMix64 random) {
            Map<String, Weight> weights = new LinkedHashMap<>();
            weights.put("conv.weight", dense(random, KERNEL));
            weights.put("conv.bias", dense(random, List.of(5)));
            weights.put("square.weight", dense(random, List.of(20, 20)));
            weights.put("square.bias", dense(random, List.of(20)));
            return Weights.of(weights);
        }

        private static DenseWeight dense(SplitMix64 random, List<Integer> shape) {
            return DenseWeight.trained(Draws.normals(random, shape, 0.3));
        }

        @Override
        public Value apply(Pass pass, Batch batch) {
            Value x = pass.inputs(batch);
            Value y = pass.conv2d("conv", x, new Convolution(2, 3, 1, 0, 1)).tanh();
            Value flat = y.reshape(batch.size(), -1);
            return pass.linear("square", pass.linear("square", flat).tanh());
        }

        @Override
        public List<String> layers() {
            return List.of("conv.weight", "square.weight");
        }
    }

    private static final Batch BATCH = batch();

    private static Batch batch() {
        SplitMix64 random = new SplitMix64(2);
        Array x = Draws.normals(random, List.of(6, 3, 4, 5), 1);
        return Batch.of(x, Array.generate(List.of(6), i -> i));
    }

    private static Tucker tucker(SplitMix64 random, List<Integer> sizes, int... ranks) {
        List<Matrix> bases = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) { // not orthonormal: nothing may rely on it
            bases.add(Draws.matrix(random, sizes.get(i), ranks[i]));
        }
        List<Integer> shape = IntStream.of(ranks).boxed().toList();
        return new Tucker(Draws.normals(random, shape, 0.1).toTensor(), bases);
    }

    /// The name, a form of that weight, and the order of its gradient.
    record Case(String name, Factored weight) {
        @Override
        public String toString() {
            String chain = weight instanceof TuckerConv2d t ? t.modes() + " " + t.chain() : "";
            return "%s %s %s".formatted(name, weight.getClass().getSimpleName(), chain);
        }

        Case atZero() {
            Tucker w = weight.factors();
            Tensor zero = Tensor.zeros(w.core().shape());
            return new Case(name, weight.withFactors(new Tucker(zero, w.bases())));
        }
    }

    static Stream<Case> forms() {
        SplitMix64 random = new SplitMix64(5);
        Tucker square = tucker(random, List.of(20, 20), 3, 4);
        Tucker flat = tucker(random, List.of(5, 18), 3, 2);
        Array base = Draws.normals(random, KERNEL, 0.3);
        Array squareBase = Draws.normals(random, List.of(20, 20), 0.3);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("square.weight", new LowRankLinear(square)));
        cases.add(new Case("square.weight", new LowRankAdapter(squareBase, square)));
        cases.add(new Case("conv.weight", new LowRankConv2d(flat, KERNEL)));
        cases.add(new Case("conv.weight", new LowRankAdapter(base, flat)));
        for (TuckerConv2d.Chain chain : TuckerConv2d.Chain.values()) {
            Tucker all = tucker(random, KERNEL, 3, 2, 2, 1);
            cases.add(
                    new Case("conv.weight", new TuckerConv2d(all, TuckerConv2d.Modes.ALL, chain)));
            Tensor core = Draws.normals(random, List.of(3, 2, 3, 2), 0.1).toTensor();
            List<Matrix> bases =
                    List.of(
                            all.bases().get(0),
                            all.bases().get(1),
                            Matrix.identity(3),
                            Matrix.identity(2));
            cases.add(
                    new Case(
                            "conv.weight",
                            new TuckerConv2d(
                                    new Tucker(core, bases), TuckerConv2d.Modes.CHANNELS, chain)));
        }
        return cases.stream().flatMap(c -> Stream.of(c, c.atZero()));
    }

    private static Evaluation evaluated(Weights weights, String name, Wanted wanted) {
        return evaluated(new PlainEngine(), weights, name, wanted);
    }

    static Evaluation evaluated(Engine engine, Weights weights, String name, Wanted wanted) {
        try (Evaluator evaluator = new Evaluator(engine, new Small(), Criterion.CROSS_ENTROPY)) {
            return evaluator.training(BATCH, 1).evaluate(weights, Map.of(name, wanted));
        }
    }

    static Weights with(Case form) {
        return new Small().initialize(new SplitMix64(1)).with(form.name, form.weight);
    }

    /// G as a tensor with the factors' modes.
    private static Tensor denseGradient(Case form) {
        Weights weights = with(form).with(form.name, DenseWeight.trained(form.weight.merged()));
        Array g = evaluated(weights, form.name, Wanted.DENSE).dense(form.name);
        List<Integer> sizes =
                IntStream.range(0, form.weight.factors().modes())
                        .mapToObj(form.weight.factors()::size)
                        .toList();
        return g.reshape(sizes).toTensor();
    }

    private static Tensor seen(Tensor g, Factored weight, int but) {
        Tensor result = g;
        for (int mode = 0; mode < g.order(); mode++) {
            if (mode != but) {
                result = result.timesMode(mode, weight.basis(mode).transpose());
            }
        }
        return result;
    }

    private static void assertClose(Matrix a, Matrix b) {
        assertThat(a.minus(b).norm()).isLessThan(ROUNDING * Math.max(b.norm(), 1e-3));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void smallGradientsAreTheDenseOneSeenThroughTheBases(Case form) {
        Tensor g = denseGradient(form);
        Evaluation all = evaluated(with(form), form.name, Wanted.FACTORS);
        Gradient.OfFactors found = all.factors(form.name);
        assertClose(found.core().unfold(0), seen(g, form.weight, -1).unfold(0));
        for (int mode = 0; mode < g.order(); mode++) {
            Matrix expected =
                    form.weight.activeModes().contains(mode)
                            ? seen(g, form.weight, mode).unfold(mode)
                            : Matrix.zeros(0, 0);
            assertThat(found.modes().get(mode).rows()).isEqualTo(expected.rows());
            assertClose(found.modes().get(mode), expected);
        }
        Evaluation core = evaluated(with(form), form.name, Wanted.CORE);
        assertClose(core.factors(form.name).core().unfold(0), found.core().unfold(0));
        assertThat(core.factors(form.name).modes()).isEmpty();
        assertThat(core.loss()).isCloseTo(all.loss(), within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormGivesTheOutputsOfTheMergedWeight(Case form) {
        Weights merged = with(form).with(form.name, DenseWeight.frozen(form.weight.merged()));
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), new Small(), Criterion.CROSS_ENTROPY)) {
            Array expected = evaluator.outputs(merged, BATCH);
            assertThat(evaluator.outputs(with(form), BATCH).plus(-1, expected).norm())
                    .isLessThan(1e-13 * expected.norm());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theCoreGradientIsThatOfCentralDifferences(Case form) {
        Tensor gradient = evaluated(with(form), form.name, Wanted.CORE).factors(form.name).core();
        Tucker factors = form.weight.factors();
        double width = 2e-6; // the bases are not of norm 1, and neither are third derivatives
        for (int i = 0; i < factors.core().size(); i++) {
            double[] up = factors.core().toArray();
            double[] down = up.clone();
            up[i] += width;
            down[i] -= width;
            double slope = (loss(form, up) - loss(form, down)) / (2 * width);
            assertThat(gradient.toArray()[i]).isCloseTo(slope, within(1e-8));
        }
    }

    private static double loss(Case form, double[] core) {
        Tucker old = form.weight.factors();
        Tucker moved = new Tucker(Tensor.of(old.core().shape(), core), old.bases());
        Weights weights = with(new Case(form.name, form.weight.withFactors(moved)));
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), new Small(), Criterion.CROSS_ENTROPY)) {
            return evaluator.evaluation(BATCH).evaluate(weights, Map.of()).loss();
        }
    }

    @Test
    void onePassGivesWhatIsWantedOfAllWeights() {
        List<Case> cases = forms().toList();
        Case square = cases.getFirst();
        Case conv = cases.getLast();
        Weights weights = with(square).with(conv.name, conv.weight);
        Evaluation all;
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), new Small(), Criterion.CROSS_ENTROPY)) {
            all =
                    evaluator
                            .training(BATCH, 1)
                            .evaluate(
                                    weights,
                                    Map.of(
                                            square.name,
                                            Wanted.FACTORS,
                                            conv.name,
                                            Wanted.FACTORS,
                                            "conv.bias",
                                            Wanted.DENSE));
        }
        assertClose(
                all.factors(square.name).modes().getFirst(),
                evaluated(weights, square.name, Wanted.FACTORS)
                        .factors(square.name)
                        .modes()
                        .getFirst());
        assertClose(
                all.factors(conv.name).modes().getFirst(),
                evaluated(weights, conv.name, Wanted.FACTORS)
                        .factors(conv.name)
                        .modes()
                        .getFirst());
        assertThat(all.dense("conv.bias"))
                .isEqualTo(evaluated(weights, "conv.bias", Wanted.DENSE).dense("conv.bias"));
    }

    @ParameterizedTest
    @EnumSource(TuckerConv2d.Chain.class)
    void aChainMultipliesAsTheSpecCounts(TuckerConv2d.Chain chain) {
        SpecA a = SpecA.draw(chain);
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), SpecA.SAME, Criterion.HALF_SQUARES)) {
            Cost cost = evaluator.cost(a.weights(), a.batch());
            assertThat(cost.dense()).isEqualTo(17_280);
            assertThat(cost.multiplications())
                    .isEqualTo(
                            switch (chain) {
                                case THREE -> 5_248;
                                case FIVE -> 5_632;
                            });
        }
    }

    @ParameterizedTest // tucker-conv, figures A
    @EnumSource(TuckerConv2d.Chain.class)
    void theConvolutionOfTheSpecHasItsFigures(TuckerConv2d.Chain chain) {
        SpecA a = SpecA.draw(chain);
        Array w = a.weight().merged();
        assertThat(w.norm()).isCloseTo(4.59461402378, within(1e-10));
        assertThat(w.at(0)).isCloseTo(-0.040263385357, within(1e-11));
        assertThat(w.at(w.size() - 1)).isCloseTo(0.0064005235682, within(1e-12));
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), SpecA.SAME, Criterion.HALF_SQUARES)) {
            Array y = evaluator.outputs(a.weights(), a.batch());
            assertThat(y.norm()).isCloseTo(66.6832794643, within(1e-9));
            assertThat(y.at(0)).isCloseTo(0.844547149881, within(1e-11));
            assertThat(y.at(y.size() - 1)).isCloseTo(4.18778659233, within(1e-10));
        }
    }

    @ParameterizedTest // tucker-conv, figures A: G itself is given
    @EnumSource(TuckerConv2d.Chain.class)
    void aGivenKernelGradientHasTheFiguresOfTheSpec(TuckerConv2d.Chain chain) {
        SpecA a = SpecA.draw(chain);
        assertThat(a.given().norm()).isCloseTo(15.2452335437, within(1e-9));
        a.assertNorms(
                SpecA.withGradient(a),
                4.43469359035,
                List.of(7.40003282096, 7.86177875549, 5.25291681986, 3.55711546657),
                List.of(3.09580987132, 2.38957348911, 1.98917616578, 1.21697817752));
    }

    @ParameterizedTest // tucker-conv, variant A′
    @EnumSource(TuckerConv2d.Chain.class)
    void theReluRegressionHasTheFiguresOfTheSpec(TuckerConv2d.Chain chain) {
        SpecA a = SpecA.draw(chain);
        Evaluation found = a.reluRegression();
        assertThat(found.loss()).isCloseTo(1.196522731913, within(1e-11));
        a.assertNorms(
                found,
                0.324301812121,
                List.of(1.20513696445, 1.18665414447, 1.22228001303, 1.22333191937),
                List.of(0.321480860451, 0.325560714655, 0.318402192480, 0.317900273066));
    }

    @Test
    void whatDoesNotFitIsOneSentence() {
        Case square = forms().toList().getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluated(with(square), square.name, Wanted.DENSE))
                .withMessage("square.weight: is in factors, and DENSE is wanted of it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluated(with(square), "conv.weight", Wanted.CORE))
                .withMessage("conv.weight: is dense, and CORE is wanted of it");
        Weights more = with(square).with("more", DenseWeight.trained(Array.zeros(List.of(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluated(more, "more", Wanted.DENSE))
                .withMessage("more: a gradient by it is wanted, but the network does not use it");
        Weights wrong = with(square).with("conv.weight", square.weight);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluated(wrong, "square.weight", Wanted.CORE))
                .withMessage(
                        "conv.weight: must have 4 axes, the second of length 3, found [20, 20]");
    }
}
