package org.bugle.neural.data.generated;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;

import java.util.List;

/// Noisy waves on 12×12 pixels in six classes, for experiments with robustness (spec `condlr` C3).
///
/// Sample k is of class k mod 6; a pixel is clip(0.5 + c·t + 0.15·normal, 0, 1) with the contrast c
/// and the wave t of its class. Classes differ in the direction of the wave: vertical, horizontal,
/// both diagonals, rings, a chequerboard.
public final class Patterns {
    /// Rows, and columns, of an image.
    public static final int SIZE = 12;

    public static final int CLASSES = 6;

    private static final double NOISE = 0.15;

    private Patterns() {}

    /// @param count images (1, 12, 12) drawn one after another
    public static Samples of(int count, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] pixels = new double[count * SIZE * SIZE];
        for (int k = 0; k < count; k++) {
            Wave wave = Wave.drawn(k % CLASSES, random);
            for (int p = 0; p < SIZE * SIZE; p++) {
                double value = wave.at(p / SIZE, p % SIZE) + NOISE * Draws.normal(random);
                pixels[k * SIZE * SIZE + p] = Math.clamp(0.5 + value, 0, 1);
            }
        }
        return Samples.of(
                Array.over(List.of(count, 1, SIZE, SIZE), pixels),
                Array.generate(List.of(count), k -> k % CLASSES),
                CLASSES);
    }

    /// @param frequency in radians a pixel
    /// @param x the centre of rings, a column
    /// @param y the centre of rings, a row
    private record Wave(
            int label, double phase, double frequency, double x, double y, double contrast) {

        static Wave drawn(int label, SplitMix64 random) {
            return new Wave(
                    label,
                    2 * Math.PI * random.nextDouble(),
                    0.9 + 0.6 * random.nextDouble(),
                    5.5 + 3 * (random.nextDouble() - 0.5),
                    5.5 + 3 * (random.nextDouble() - 0.5),
                    0.25 + 0.2 * random.nextDouble());
        }

        double at(int i, int j) {
            return contrast * shape(i, j);
        }

        private double shape(int i, int j) {
            return switch (label) {
                case 0 -> sine(i);
                case 1 -> sine(j);
                case 2 -> sine((i + j) / Math.sqrt(2));
                case 3 -> sine((i - j) / Math.sqrt(2));
                case 4 -> Math.cos(frequency * Math.hypot(i - y, j - x));
                case 5 -> sine(i) * sine(j);
                default -> throw new AssertionError(label);
            };
        }

        private double sine(double along) {
            return Math.sin(frequency * along + phase);
        }
    }
}
