package org.bugle.neural.attack;

import org.bugle.neural.array.Array;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// How the inputs of a network stand for pixels, in which perturbations are measured: input =
/// (pixel − mean)/deviation, channel by channel.
///
/// @param low of valid pixels, −∞ where there is no bound
/// @param high of valid pixels
/// @param mean by channel, the second axis of the inputs; empty where inputs are the pixels
/// @param deviation by channel; empty where inputs are the pixels
public record Pixels(double low, double high, List<Double> mean, List<Double> deviation) {

    /// @throws IllegalArgumentException if low is above high, there are not as many means as
    ///   deviations, or a deviation is not positive
    public Pixels {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "Pixels: low must be ≤ high, found %s and %s".formatted(low, high));
        }
        if (mean.size() != deviation.size()) {
            throw new IllegalArgumentException(
                    "Pixels: a mean and a deviation for every channel are needed, found %d and %d"
                            .formatted(mean.size(), deviation.size()));
        }
        if (!deviation.stream().allMatch(each -> each > 0)) {
            throw new IllegalArgumentException(
                    "Pixels: deviations must be > 0, found " + deviation);
        }
    }

    /// Inputs that are pixels in 0 … 1.
    public static Pixels unit() {
        return new Pixels(0, 1, List.of(), List.of());
    }

    /// Inputs that may take any value.
    public static Pixels unbounded() {
        return new Pixels(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), List.of());
    }

    /// Inputs that were normalised, of pixels in 0 … 1.
    public static Pixels normalized(List<Double> mean, List<Double> deviation) {
        return new Pixels(0, 1, mean, deviation);
    }

    double clamp(double pixel) {
        return Math.min(Math.max(pixel, low), high);
    }

    Array ofInputs(Array inputs) {
        return byChannel(inputs, (x, channel) -> mean.get(channel) + deviation.get(channel) * x);
    }

    Array toInputs(Array pixels) {
        return byChannel(pixels, (p, channel) -> (p - mean.get(channel)) / deviation.get(channel));
    }

    /// The gradient by pixels, of that by inputs.
    Array gradient(Array byInputs) {
        return byChannel(byInputs, (g, channel) -> g / deviation.get(channel));
    }

    private interface OfChannel {
        double apply(double value, int channel);
    }

    private Array byChannel(Array values, OfChannel function) {
        if (mean.isEmpty()) {
            return values.toDouble();
        }
        int channels = mean.size();
        if (values.order() < 2 || values.size(1) != channels) {
            throw new IllegalArgumentException(
                    "Pixels: inputs (b, %d, …) were expected, found %s"
                            .formatted(channels, values.shape()));
        }
        int perChannel = values.size() / Math.max(1, values.size(0) * channels);
        IntToDoubleFunction entry = i -> function.apply(values.at(i), i / perChannel % channels);
        return Array.generate(values.shape(), entry);
    }
}
