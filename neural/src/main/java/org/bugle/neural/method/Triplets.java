package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.Factored;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// The parameters of B diag(e) A in one layer of [AdaLora], or a number for each of them.
///
/// @param b m×r
/// @param e r
/// @param a n×r, the transposed A
record Triplets(Array b, Array e, Array a) {

    static Triplets of(Factored weight) {
        Matrix core = weight.factors().core().unfold(0);
        Array e = Array.generate(List.of(core.rows()), i -> core.get(i, i));
        return new Triplets(Array.of(weight.basis(0)), e, Array.of(weight.basis(1)));
    }

    Factored into(Factored weight) {
        Tensor core = Tensor.of(Matrix.diagonal(e.toDoubles()));
        return weight.withFactors(new Tucker(core, List.of(b.toMatrix(), a.toMatrix())));
    }

    Triplets with(Triplets other, DoubleBinaryOperator function) {
        return new Triplets(
                b.with(other.b, function), e.with(other.e, function), a.with(other.a, function));
    }

    Triplets stepped(
            Optimiser optimiser, String name, Triplets gradient, double rate, Memory.Draft memory) {
        return new Triplets(
                optimiser.step(name + "/b", b, gradient.b, rate, memory),
                optimiser.step(name + "/e", e, gradient.e, rate, memory),
                optimiser.step(name + "/a", a, gradient.a, rate, memory));
    }

    static String maskOf(String name) {
        return name + "/mask";
    }

    /// With e = 0 where the layer's mask is 0.
    Triplets masked(String name, Memory.Draft memory) {
        Array left =
                memory.get(maskOf(name))
                        .map(mask -> e.with(mask, (value, one) -> value * one))
                        .orElse(e);
        return new Triplets(b, left, a);
    }

    Triplets columns(int... kept) {
        double[] values = Arrays.stream(kept).mapToDouble(e::at).toArray();
        return new Triplets(
                Array.of(b.toMatrix().columns(kept)),
                Array.of(List.of(kept.length), values),
                Array.of(a.toMatrix().columns(kept)));
    }

    // ---- importance

    /// Takes these sensitivities s into the means: I ← β I + (1 − β) s, then Ī ← β Ī + (1 − β)|s −
    /// I|.
    void measured(String name, double beta, Memory.Draft memory) {
        measured(name + "/importance/b", b, beta, memory);
        measured(name + "/importance/e", e, beta, memory);
        measured(name + "/importance/a", a, beta, memory);
    }

    private static void measured(String name, Array s, double beta, Memory.Draft memory) {
        DoubleBinaryOperator mean = (old, now) -> beta * old + (1 - beta) * now;
        Array mean0 = memory.get(name + "/mean").orElseGet(() -> Array.zeros(s.shape()));
        Array spread0 = memory.get(name + "/spread").orElseGet(() -> Array.zeros(s.shape()));
        Array mean1 = mean0.with(s, mean);
        Array deviation = s.with(mean1, (x, y) -> Math.abs(x - y));
        memory.put(name + "/mean", mean1);
        memory.put(name + "/spread", spread0.with(deviation, mean));
    }

    /// Of every triplet: I Ī of e_i, plus the means of I Ī over its parts of A and B.
    static List<Double> scores(String name, Triplets p, Memory.Draft memory) {
        Array ofE = score(name + "/importance/e", p.e, memory);
        Matrix ofB = score(name + "/importance/b", p.b, memory).toMatrix();
        Matrix ofA = score(name + "/importance/a", p.a, memory).toMatrix();
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i < ofE.size(); i++) {
            scores.add(ofE.at(i) + mean(ofB.columns(i, i + 1)) + mean(ofA.columns(i, i + 1)));
        }
        return scores;
    }

    private static Array score(String name, Array like, Memory.Draft memory) {
        Array mean = memory.get(name + "/mean").orElseGet(() -> Array.zeros(like.shape()));
        Array spread = memory.get(name + "/spread").orElseGet(() -> Array.zeros(like.shape()));
        return mean.with(spread, (x, y) -> x * y);
    }

    private static double mean(Matrix column) {
        return Arrays.stream(column.toArray()).average().orElse(0);
    }
}
