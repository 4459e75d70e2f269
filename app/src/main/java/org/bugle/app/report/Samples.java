package org.bugle.app.report;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoublePredicate;

/// An immutable run of doubles to plot: copied on the way in and out, compared by content. NaN and
/// ∞ are legal; they are not drawn, and stand as `null` in the page's data.
public final class Samples {
    private final double[] values;

    private Samples(double[] values) {
        this.values = values;
    }

    public static Samples of(double... values) {
        return new Samples(values.clone());
    }

    public int size() {
        return values.length;
    }

    /// The sample at `index`, counted from 0.
    public double get(int index) {
        return values[Objects.checkIndex(index, values.length)];
    }

    public double[] toArray() {
        return values.clone();
    }

    long count(DoublePredicate wanted) {
        return Arrays.stream(values).filter(wanted).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Samples samples && Arrays.equals(values, samples.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Samples(" + values.length + ")";
    }
}
