package org.bugle.neural.data.generated;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.data.Samples;

import java.util.Arrays;

/// A teacher f(x) = C tanh((B₂ + D₂) tanh((B₁ + D₁) x)) whose corrections D₁ and D₂ have the ranks
/// 2 and 6, so that a student who starts at B₁, B₂ needs unequal ranks (spec `geolora` E5).
///
/// @param first B₁, 24×20
/// @param second B₂, 24×24
/// @param last C, 10×24
/// @param samples 200 normal inputs and the teacher's outputs
public record TeacherStudent(Array first, Array second, Array last, Samples samples) {
    public static final int INPUTS = 20;

    public static final int HIDDEN = 24;

    public static final int OUTPUTS = 10;

    private static final int COUNT = 200;

    private static final int FIRST_RANK = 2;

    private static final int SECOND_RANK = 6;

    private static final long SEED = 11;

    /// The teacher of the spec.
    public static TeacherStudent ofSpec() {
        SplitMix64 random = new SplitMix64(SEED);
        Matrix b1 = scaled(random, HIDDEN, INPUTS);
        Matrix b2 = scaled(random, HIDDEN, HIDDEN);
        Matrix c = scaled(random, OUTPUTS, HIDDEN);
        Matrix d1 = Draws.lowRank(random, HIDDEN, INPUTS, ones(FIRST_RANK));
        Matrix d2 = Draws.lowRank(random, HIDDEN, HIDDEN, ones(SECOND_RANK));
        Matrix x = Draws.matrix(random, INPUTS, COUNT);
        Matrix hidden = b1.plus(d1).times(x).map(Math::tanh);
        Matrix y = c.times(b2.plus(d2).times(hidden).map(Math::tanh));
        Samples samples = Samples.of(Array.of(x.transpose()), Array.of(y.transpose()), OUTPUTS);
        return new TeacherStudent(Array.of(b1), Array.of(b2), Array.of(c), samples);
    }

    private static Matrix scaled(SplitMix64 random, int rows, int columns) {
        return Draws.matrix(random, rows, columns).times(1 / Math.sqrt(columns));
    }

    private static double[] ones(int rank) {
        double[] ones = new double[rank];
        Arrays.fill(ones, 1);
        return ones;
    }
}
