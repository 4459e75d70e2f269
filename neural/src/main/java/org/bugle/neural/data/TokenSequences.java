package org.bugle.neural.data;

import org.bugle.neural.array.Array;

import java.util.List;

/// Sequences of tokens, each with a target. A batch is as long as its longest sequence; shorter
/// ones are filled up at the end, and masked there.
public final class TokenSequences implements Dataset {
    private final List<int[]> tokens;
    private final Array targets;
    private final int outputs;
    private final int padding;

    private TokenSequences(List<int[]> tokens, Array targets, int outputs, int padding) {
        this.tokens = tokens;
        this.targets = targets;
        this.outputs = outputs;
        this.padding = padding;
    }

    /// @param tokens taken over without a copy
    /// @param targets (n) of classes or (n, k) of values
    /// @param outputs how many classes there are, or k
    /// @param padding the token that fills up
    /// @throws IllegalArgumentException if there is not one target for each sequence, or a sequence
    ///   is empty
    public static TokenSequences of(List<int[]> tokens, Array targets, int outputs, int padding) {
        if (targets.size(0) != tokens.size()) {
            throw new IllegalArgumentException(
                    "TokenSequences: as many targets as sequences are needed, found %d and %d"
                            .formatted(targets.size(0), tokens.size()));
        }
        if (!tokens.stream().allMatch(t -> t.length > 0)) {
            throw new IllegalArgumentException("TokenSequences: every sequence needs a token");
        }
        return new TokenSequences(List.copyOf(tokens), targets, outputs, padding);
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public Batch batch(List<Integer> indices) {
        int length = indices.stream().mapToInt(i -> tokens.get(i).length).max().orElse(0);
        List<Integer> shape = List.of(indices.size(), length);
        double[] inputs = new double[Array.count(shape)];
        double[] mask = new double[inputs.length];
        for (int sample = 0; sample < indices.size(); sample++) {
            int[] sequence = tokens.get(indices.get(sample));
            for (int i = 0; i < length; i++) {
                boolean there = i < sequence.length;
                inputs[sample * length + i] = there ? sequence[i] : padding;
                mask[sample * length + i] = there ? 1 : 0;
            }
        }
        return new Batch(
                Array.over(shape, inputs),
                Array.over(shape, mask),
                Array.concatenated(indices.stream().map(i -> targets.rows(i, i + 1)).toList()));
    }

    /// Of the longest sequence.
    @Override
    public List<Integer> inputShape() {
        return List.of(tokens.stream().mapToInt(t -> t.length).max().orElse(0));
    }

    @Override
    public int outputs() {
        return outputs;
    }
}
