package org.bugle.neural.data;

import org.bugle.neural.array.Array;

/// Some samples, with what is wanted of them.
///
/// @param inputs (b, …): vectors, images (b, channels, rows, columns) or, for text, integers (b, T)
/// @param mask (b, T), 1 where a token counts and 0 where it only fills up; `()` where all count
/// @param targets integers, one for each row of outputs (negative ones do not count), or values of
///   the outputs' shape
public record Batch(Array inputs, Array mask, Array targets) {

    public static Batch of(Array inputs, Array targets) {
        return new Batch(inputs, Array.number(1), targets);
    }

    public int size() {
        return inputs.size(0);
    }

    public boolean isMasked() {
        return mask.order() > 0;
    }
}
