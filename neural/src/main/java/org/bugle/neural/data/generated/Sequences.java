package org.bugle.neural.data.generated;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;

import java.util.ArrayList;
import java.util.List;

/// Sequences of 11 of 12 tokens in which mostly x_t = p(x_{t−2}) with the permutation p of the
/// task, for the pre-training and the adaptation of a small transformer (spec `geolora` E6).
///
/// @param permutations one a task
public record Sequences(List<List<Integer>> permutations) {
    public static final int TOKENS = 12;

    /// Of the inputs; a sequence has one token more, which is only predicted.
    public static final int LENGTH = 10;

    /// How often the rule holds; otherwise a token is drawn.
    private static final double RULE = 0.9;

    private static final int TASKS = 2;

    /// The spec draws its permutations behind the transformer's weights: embeddings of tokens and
    /// positions, four 16×16 matrices, 32×16, 16×32 and the outputs.
    private static final int NORMALS_BEFORE =
            TOKENS * 16 + LENGTH * 16 + 4 * 16 * 16 + 2 * 32 * 16 + TOKENS * 16;

    private static final long SEED = 100;

    public Sequences {
        permutations = List.copyOf(permutations);
    }

    /// Two tasks with the next two permutations of a generator.
    public static Sequences drawn(SplitMix64 random) {
        List<List<Integer>> permutations = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            permutations.add(List.copyOf(Samples.shuffled(TOKENS, random)));
        }
        return new Sequences(permutations);
    }

    /// The tasks of the spec.
    public static Sequences ofSpec() {
        SplitMix64 random = new SplitMix64(SEED);
        for (int i = 0; i < NORMALS_BEFORE; i++) {
            Draws.normal(random);
        }
        return drawn(random);
    }

    /// Inputs (count, 10) of tokens; targets, count·10 of them, are the tokens that follow.
    public Samples samples(int task, int count, long seed) {
        List<Integer> p = permutations.get(task);
        SplitMix64 random = new SplitMix64(seed);
        double[] inputs = new double[count * LENGTH];
        double[] targets = new double[count * LENGTH];
        for (int k = 0; k < count; k++) {
            int[] x = sequence(p, random);
            for (int t = 0; t < LENGTH; t++) {
                inputs[k * LENGTH + t] = x[t];
                targets[k * LENGTH + t] = x[t + 1];
            }
        }
        return Samples.of(
                Array.over(List.of(count, LENGTH), inputs),
                Array.over(List.of(count * LENGTH), targets),
                TOKENS);
    }

    private static int[] sequence(List<Integer> p, SplitMix64 random) {
        int[] x = new int[LENGTH + 1];
        x[0] = Draws.below(random, TOKENS);
        x[1] = Draws.below(random, TOKENS);
        for (int t = 2; t <= LENGTH; t++) {
            boolean follows = random.nextDouble() < RULE;
            x[t] = follows ? p.get(x[t - 2]) : Draws.below(random, TOKENS);
        }
        return x;
    }
}
