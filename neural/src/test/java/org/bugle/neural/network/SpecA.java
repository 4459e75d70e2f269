package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;
import org.bugle.neural.method.Evaluation;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Experiment A of spec `tucker-conv`.
///
/// @param given G, or the first entries of A′'s targets
record SpecA(TuckerConv2d weight, Array x, Array given, Array y) {
    static final Network SAME = convolution(1, UnaryOperator.identity());

    static SpecA draw(TuckerConv2d.Chain chain) {
        SplitMix64 random = new SplitMix64(1);
        Tensor core = Draws.normals(random, List.of(3, 2, 2, 2), 1).toTensor();
        List<Matrix> bases = new ArrayList<>();
        int[] sizes = {6, 5, 3, 3};
        for (int i = 0; i < sizes.length; i++) {
            bases.add(Draws.orthonormal(Draws.matrix(random, sizes[i], core.size(i))));
        }
        Array x = Draws.normals(random, List.of(4, 5, 8, 8), 1);
        SplitMix64 again = new SplitMix64(random.state());
        return new SpecA(
                new TuckerConv2d(new Tucker(core, bases), TuckerConv2d.Modes.ALL, chain),
                x,
                Draws.normals(random, List.of(6, 5, 3, 3), 1),
                Draws.normals(again, List.of(4, 6, 8, 8), 1));
    }

    private static Network convolution(int padding, UnaryOperator<Value> behind) {
        return new Network() {
            @Override
            public Weights initialize(SplitMix64 random) {
                return Weights.of(
                        Map.of(
                                "conv.weight",
                                DenseWeight.trained(
                                        Draws.normals(random, List.of(6, 5, 3, 3), 1))));
            }

            @Override
            public Value apply(Pass pass, Batch batch) {
                return behind.apply(
                        pass.conv2d("conv", pass.inputs(batch), Convolution.of(1, padding)));
            }

            @Override
            public List<String> layers() {
                return List.of("conv.weight");
            }
        };
    }

    Weights weights() {
        return Weights.of(Map.of("conv.weight", weight));
    }

    Batch batch() {
        return Batch.of(x, y);
    }

    private Evaluation evaluated(Network network, Batch batch) {
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), network, Criterion.HALF_SQUARES)) {
            return evaluator
                    .training(batch, 0)
                    .evaluate(weights(), Map.of("conv.weight", Wanted.FACTORS));
        }
    }

    /// The loss whose gradient by the kernel is G: each image is 1 at one entry, so that outputs
    /// are the kernel's entries, and they miss their targets by G times the number of images.
    static Evaluation withGradient(SpecA a) {
        Array units = Array.generate(List.of(45, 5, 3, 3), i -> i / 45 == i % 45 ? 1 : 0);
        Array targets = rowsOfEntries(a.weight.merged()).plus(-45, rowsOfEntries(a.given));
        return a.evaluated(convolution(0, UnaryOperator.identity()), Batch.of(units, targets));
    }

    /// (out, in, rows, columns) as (in·rows·columns, out, 1, 1).
    private static Array rowsOfEntries(Array kernel) {
        return Array.of(kernel.reshape(List.of(6, 45)).toMatrix().transpose())
                .reshape(List.of(45, 6, 1, 1));
    }

    /// ½ mean((ReLU(conv) − Y)²): the mean over 6·64 outputs is made by scaling both of them.
    Evaluation reluRegression() {
        double scale = 1 / Math.sqrt(6 * 64);
        return evaluated(convolution(1, v -> v.relu().times(scale)), Batch.of(x, y.times(scale)));
    }

    void assertNorms(Evaluation found, double core, List<Double> byBasis, List<Double> byK) {
        Gradient.OfFactors gradient = found.factors("conv.weight");
        assertThat(gradient.core().norm()).isCloseTo(core, within(1e-10));
        Tensor c = weight.factors().core();
        for (int mode = 0; mode < 4; mode++) {
            assertThat(gradient.byBasis(mode, c).norm())
                    .isCloseTo(byBasis.get(mode), within(1e-10));
            Matrix q = Qr.of(c.unfold(mode).transpose()).q();
            assertThat(gradient.byK(mode, q).norm()).isCloseTo(byK.get(mode), within(1e-10));
        }
    }
}
