package org.bugle.neural.data.generated;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;

import java.util.List;

/// Noisy gratings on 12×12 pixels in eight classes, four orientations with a long and a short wave
/// each, at random phases (spec `tucker-conv` F).
///
/// The pixel of row y and column x is sin(2πq(x cos θ + y sin θ)/12 + φ) + 0.8·normal, where class
/// k has θ = π(k mod 4)/4 and q = 1.5 for k < 4, else 3.
public final class Gratings {
    /// Rows, and columns, of an image.
    public static final int SIZE = 12;

    public static final int CLASSES = 8;

    private static final double NOISE = 0.8;

    private Gratings() {}

    /// Of each image its class, its phase, then its pixels are drawn.
    ///
    /// @param count of images (1, 12, 12)
    public static Samples of(int count, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] labels = new double[count];
        double[] pixels = new double[count * SIZE * SIZE];
        for (int n = 0; n < count; n++) {
            int k = Draws.below(random, CLASSES);
            double phase = 2 * Math.PI * random.nextDouble();
            double angle = Math.PI * (k % 4) / 4;
            double waves = k < 4 ? 1.5 : 3;
            labels[n] = k;
            for (int p = 0; p < SIZE * SIZE; p++) {
                int y = p / SIZE;
                int x = p % SIZE;
                double along = x * Math.cos(angle) + y * Math.sin(angle);
                pixels[n * SIZE * SIZE + p] =
                        Math.sin(2 * Math.PI * waves * along / SIZE + phase)
                                + NOISE * Draws.normal(random);
            }
        }
        return Samples.of(
                Array.over(List.of(count, 1, SIZE, SIZE), pixels),
                Array.over(List.of(count), labels),
                CLASSES);
    }
}
