package org.bugle.neural.data;

import org.bugle.neural.array.Array;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A shift and a scale for each channel of images or each entry of vectors: x ↦ (x − mean) /
/// deviation.
///
/// @param means one for each position along the first axis of an input
/// @param deviations likewise
public record Normalisation(List<Double> means, List<Double> deviations) {
    /// Samples that are read at a time.
    private static final int BLOCK = 256;

    private interface Term {
        double of(double entry, int channel);
    }

    /// @throws IllegalArgumentException if there are not as many deviations as means, or one is not
    ///   positive
    public Normalisation {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.size() != deviations.size() || !deviations.stream().allMatch(d -> d > 0)) {
            throw new IllegalArgumentException(
                    "Normalisation: every mean needs a deviation > 0, found %s and %s"
                            .formatted(means, deviations));
        }
    }

    /// That which gives these samples mean 0 and variance 1, but for channels that never change,
    /// which get deviation 1. Test samples should follow that of the samples to train with.
    ///
    /// @throws IllegalArgumentException if there are no samples
    public static Normalisation of(Dataset data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("Normalisation: there are no samples");
        }
        double[] means = channelMeans(data, (x, _) -> x);
        // A second pass: the difference of two large sums would lose the digits of the variance.
        double[] variances = channelMeans(data, (x, c) -> (x - means[c]) * (x - means[c]));
        return new Normalisation(
                Arrays.stream(means).boxed().toList(),
                Arrays.stream(variances).map(v -> v > 0 ? Math.sqrt(v) : 1).boxed().toList());
    }

    private static double[] channelMeans(Dataset data, Term term) {
        int channels = data.inputShape().getFirst();
        int perChannel = Array.count(data.inputShape()) / channels;
        double[] sums = new double[channels];
        for (int start = 0; start < data.size(); start += BLOCK) {
            int end = Math.min(data.size(), start + BLOCK);
            double[] inputs =
                    data.batch(IntStream.range(start, end).boxed().toList()).inputs().toDoubles();
            for (int i = 0; i < inputs.length; i++) {
                int channel = i / perChannel % channels;
                sums[channel] += term.of(inputs[i], channel);
            }
        }
        double count = (double) perChannel * data.size();
        return Arrays.stream(sums).map(s -> s / count).toArray();
    }

    /// The same samples, shifted and scaled.
    ///
    /// @throws IllegalArgumentException if an input has another number of channels
    public Dataset apply(Dataset data) {
        return new Normalised(data, this);
    }

    private record Normalised(Dataset raw, Normalisation by) implements Dataset {
        Normalised {
            if (raw.inputShape().isEmpty() || raw.inputShape().getFirst() != by.means.size()) {
                throw new IllegalArgumentException(
                        "Normalisation: inputs %s do not have %d channels"
                                .formatted(raw.inputShape(), by.means.size()));
            }
        }

        @Override
        public int size() {
            return raw.size();
        }

        @Override
        public Batch batch(List<Integer> indices) {
            Batch batch = raw.batch(indices);
            double[] inputs = batch.inputs().toDoubles();
            int channels = by.means.size();
            int perChannel = Array.count(inputShape()) / channels;
            for (int i = 0; i < inputs.length; i++) {
                int channel = i / perChannel % channels;
                inputs[i] = (inputs[i] - by.means.get(channel)) / by.deviations.get(channel);
            }
            return new Batch(
                    Array.over(batch.inputs().shape(), inputs), batch.mask(), batch.targets());
        }

        @Override
        public List<Integer> inputShape() {
            return raw.inputShape();
        }

        @Override
        public int outputs() {
            return raw.outputs();
        }
    }
}
