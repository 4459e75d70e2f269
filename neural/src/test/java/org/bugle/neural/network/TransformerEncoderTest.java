package org.bugle.neural.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.stream.IntStream;

class TransformerEncoderTest {
    private static final int LENGTH = 5;
    private static final int WIDTH = 6;
    private static final int HEADS = 2;

    private static TransformerEncoder encoder(TransformerEncoder.Norm norm) {
        return new TransformerEncoder(
                new TransformerEncoder.Size(7, LENGTH, WIDTH, 4, HEADS, 1),
                3,
                TransformerEncoder.Head.TOKENS,
                norm,
                0.1);
    }

    /// All weights are drawn anew, so that biases and scales are seen.
    private static Weights weights(TransformerEncoder net) {
        SplitMix64 random = new SplitMix64(1);
        Weights weights = net.initialize(random);
        for (String name : weights.names()) {
            Array value = Draws.normals(random, weights.get(name).shape(), 0.7);
            weights = weights.with(name, DenseWeight.trained(value));
        }
        return weights;
    }

    @ParameterizedTest // sample by sample and head by head, with matrices
    @EnumSource(TransformerEncoder.Norm.class)
    void outputsAreThoseOfTheFormulas(TransformerEncoder.Norm norm) {
        TransformerEncoder net = encoder(norm);
        Weights w = weights(net);
        Array tokens = Array.of(List.of(2, LENGTH), 0, 3, 6, 1, 1, 2, 5, 4, 4, 0);
        Array mask = Array.of(List.of(2, LENGTH), 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
        Array outputs;
        try (Evaluator evaluator = new Evaluator(new PlainEngine(), net, Criterion.CROSS_ENTROPY)) {
            outputs = evaluator.outputs(w, new Batch(tokens, mask, Array.zeros(List.of(10))));
        }
        assertThat(outputs.shape()).isEqualTo(List.of(2, LENGTH, 3));
        for (int sample = 0; sample < 2; sample++) {
            int counted = sample == 0 ? 5 : 3;
            Array row = tokens.rows(sample, sample + 1);
            Matrix table = matrix(w, "embedding");
            Matrix x =
                    Matrix.generate(LENGTH, WIDTH, (i, j) -> table.get((int) row.at(i), j))
                            .plus(matrix(w, "position"));
            Matrix expected =
                    switch (norm) {
                        case POST -> {
                            Matrix y = normed(w, "block0.norm1", x.plus(attention(w, x, counted)));
                            yield normed(w, "block0.norm2", y.plus(layers(w, y)));
                        }
                        case PRE -> {
                            Matrix inner = normed(w, "block0.norm1", x);
                            Matrix y = x.plus(attention(w, inner, counted));
                            Matrix z = y.plus(layers(w, normed(w, "block0.norm2", y)));
                            yield normed(w, "norm", z);
                        }
                    };
            Matrix found = outputs.rows(sample, sample + 1).reshape(List.of(LENGTH, 3)).toMatrix();
            Matrix logits = linear(w, "head", expected);
            assertThat(found.minus(logits).norm()).isLessThan(1e-13 * logits.norm());
        }
    }

    private static Matrix matrix(Weights w, String layer) {
        return w.get(layer + ".weight").merged().toMatrix();
    }

    private static Matrix linear(Weights w, String layer, Matrix x) {
        Array bias = w.get(layer + ".bias").merged();
        Matrix rows = Matrix.generate(x.rows(), bias.size(), (_, j) -> bias.at(j));
        return x.timesTranspose(matrix(w, layer)).plus(rows);
    }

    private static Matrix layers(Weights w, Matrix x) {
        // x Φ(x), with Φ by Simpson's rule from 0
        Matrix inner = linear(w, "block0.fc1", x).map(t -> t * (0.5 + density(t)));
        return linear(w, "block0.fc2", inner);
    }

    /// The integral of the normal density from 0 to t.
    private static double density(double t) {
        int steps = 2000;
        double h = t / steps;
        double sum = 0;
        for (int k = 0; k <= steps; k++) {
            int factor = k == 0 || k == steps ? 1 : 2 + 2 * (k % 2);
            sum += factor * Math.exp(-0.5 * k * h * k * h);
        }
        return sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    private static Matrix attention(Weights w, Matrix x, int counted) {
        Matrix q = linear(w, "block0.q", x);
        Matrix k = linear(w, "block0.k", x);
        Matrix v = linear(w, "block0.v", x);
        int d = WIDTH / HEADS;
        Matrix[] heads = new Matrix[HEADS];
        for (int head = 0; head < HEADS; head++) {
            int from = head * d;
            Matrix scores = q.columns(from, from + d).timesTranspose(k.columns(from, from + d));
            Matrix e =
                    Matrix.generate(
                            LENGTH,
                            LENGTH,
                            (i, j) -> j < counted ? Math.exp(scores.get(i, j) / Math.sqrt(d)) : 0);
            Matrix shares =
                    Matrix.generate(LENGTH, LENGTH, (i, j) -> e.get(i, j) / sum(e.rows(i, i + 1)));
            heads[head] = shares.times(v.columns(from, from + d));
        }
        return linear(w, "block0.o", Matrix.hcat(heads));
    }

    private static double sum(Matrix row) {
        return IntStream.range(0, row.cols()).mapToDouble(j -> row.get(0, j)).sum();
    }

    private static Matrix normed(Weights w, String layer, Matrix x) {
        Array scale = w.get(layer + ".weight").merged();
        Array shift = w.get(layer + ".bias").merged();
        return Matrix.generate(
                x.rows(),
                x.cols(),
                (i, j) -> {
                    Matrix row = x.rows(i, i + 1);
                    double mean = sum(row) / x.cols();
                    double variance = sum(row.map(t -> (t - mean) * (t - mean))) / x.cols();
                    double y = (x.get(i, j) - mean) / Math.sqrt(variance + 1e-5);
                    return y * scale.at(j) + shift.at(j);
                });
    }

    @Test
    void longerSequencesThanThereArePositionsAreRefused() {
        TransformerEncoder net = encoder(TransformerEncoder.Norm.PRE);
        Batch batch = Batch.of(Array.zeros(List.of(1, 6)), Array.zeros(List.of(6)));
        try (Evaluator evaluator = new Evaluator(new PlainEngine(), net, Criterion.CROSS_ENTROPY)) {
            Weights weights = weights(net);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> evaluator.outputs(weights, batch))
                    .withMessage(
                            "TransformerEncoder: sequences must have at most 5 tokens, found 6");
        }
    }
}
