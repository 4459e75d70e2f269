package org.bugle.neural.array;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// A real array of any order in row-major layout (the last index is the fastest), in single or in
/// double precision. Order 0 is a number.
///
/// Values do not change. Numbers are computed in double precision whatever they are stored in; a
/// result is single only where its first operand is.
public final class Array {
    private final List<Integer> shape;
    private final Storage storage;

    /// Where the entries lie.
    @SuppressWarnings("ArrayRecordComponent") // seen by this class alone, and never compared
    private sealed interface Storage {
        record Single(float[] entries) implements Storage {}

        record Wide(double[] entries) implements Storage {}
    }

    private Array(List<Integer> shape, Storage storage) {
        this.shape = shape;
        this.storage = storage;
    }

    /// Takes the entries over without a copy; the caller must not change them any more.
    ///
    /// @throws IllegalArgumentException if the shape is negative somewhere or does not hold that
    ///   many entries
    public static Array over(List<Integer> shape, double[] entries) {
        return new Array(checked(shape, entries.length), new Storage.Wide(entries));
    }

    /// As [#over(List, double\[\])], in single precision.
    public static Array over(List<Integer> shape, float[] entries) {
        return new Array(checked(shape, entries.length), new Storage.Single(entries));
    }

    public static Array of(List<Integer> shape, double... entries) {
        return over(shape, entries.clone());
    }

    public static Array number(double value) {
        return over(List.of(), new double[] {value});
    }

    public static Array zeros(List<Integer> shape) {
        return over(shape, new double[count(shape)]);
    }

    /// Entries in row-major order.
    public static Array generate(List<Integer> shape, IntToDoubleFunction entry) {
        double[] entries = new double[count(shape)];
        Arrays.setAll(entries, entry);
        return over(shape, entries);
    }

    /// @throws IllegalArgumentException if the matrix is complex
    public static Array of(Matrix a) {
        if (a.isComplex()) {
            throw new IllegalArgumentException("Array: must be real, found a complex matrix");
        }
        return over(List.of(a.rows(), a.cols()), a.transpose().toArray());
    }

    /// @throws IllegalArgumentException if the tensor is complex
    public static Array of(Tensor a) {
        if (a.isComplex()) {
            throw new IllegalArgumentException("Array: must be real, found a complex tensor");
        }
        return over(
                Arrays.stream(a.shape()).boxed().toList(),
                a.permute(reversed(a.order())).toArray());
    }

    private static int[] reversed(int order) {
        return IntStream.range(0, order).map(i -> order - 1 - i).toArray();
    }

    private static List<Integer> checked(List<Integer> shape, int entries) {
        if (count(shape) != entries) {
            throw new IllegalArgumentException(
                    "Array: shape %s holds %d entries, found %d"
                            .formatted(shape, count(shape), entries));
        }
        return List.copyOf(shape);
    }

    /// How many entries an array of this shape has.
    ///
    /// @throws IllegalArgumentException if a size is negative
    /// @throws ArithmeticException if there are more than an array can hold
    public static int count(List<Integer> shape) {
        int product = 1;
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("Array: sizes must be ≥ 0, found " + shape);
            }
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    public List<Integer> shape() {
        return shape;
    }

    public int order() {
        return shape.size();
    }

    /// The length of an axis; negative ones count from the end.
    public int size(int axis) {
        return shape.get(axis < 0 ? axis + order() : axis);
    }

    /// How many entries there are.
    public int size() {
        return switch (storage) {
            case Storage.Single(float[] entries) -> entries.length;
            case Storage.Wide(double[] entries) -> entries.length;
        };
    }

    public boolean isSingle() {
        return storage instanceof Storage.Single;
    }

    /// The entry at a position in row-major order.
    public double at(int position) {
        return switch (storage) {
            case Storage.Single(float[] entries) -> entries[position];
            case Storage.Wide(double[] entries) -> entries[position];
        };
    }

    /// The value of an array of one entry.
    public double number() {
        if (size() != 1) {
            throw new IllegalStateException("Array: no number, but an array of shape " + shape);
        }
        return at(0);
    }

    /// A copy of the entries.
    public double[] toDoubles() {
        return switch (storage) {
            case Storage.Single(float[] entries) -> {
                double[] wide = new double[entries.length];
                for (int i = 0; i < wide.length; i++) {
                    wide[i] = entries[i];
                }
                yield wide;
            }
            case Storage.Wide(double[] entries) -> entries.clone();
        };
    }

    /// A copy of the entries, rounded to single precision.
    public float[] toFloats() {
        return switch (storage) {
            case Storage.Single(float[] entries) -> entries.clone();
            case Storage.Wide(double[] entries) -> {
                float[] single = new float[entries.length];
                for (int i = 0; i < single.length; i++) {
                    single[i] = (float) entries[i];
                }
                yield single;
            }
        };
    }

    /// The same numbers, rounded to single precision.
    public Array toSingle() {
        return isSingle() ? this : over(shape, toFloats());
    }

    /// The same numbers in double precision.
    public Array toDouble() {
        return isSingle() ? over(shape, toDoubles()) : this;
    }

    /// @throws IllegalStateException if it is of another order than 2
    public Matrix toMatrix() {
        if (order() != 2) {
            throw new IllegalStateException("Array: no matrix, but of shape " + shape);
        }
        return Matrix.ofColumnMajor(size(1), size(0), toDoubles()).transpose();
    }

    public Tensor toTensor() {
        int[] backward = IntStream.range(0, order()).map(i -> size(order() - 1 - i)).toArray();
        return Tensor.of(backward, toDoubles()).permute(reversed(order()));
    }

    /// The same entries in another shape.
    public Array reshape(List<Integer> other) {
        return new Array(checked(other, size()), storage);
    }

    /// The part `from` ≤ i < `to` along the first axis.
    public Array rows(int from, int to) {
        int row = size(0) == 0 ? 0 : size() / size(0);
        List<Integer> sizes = new ArrayList<>(shape);
        sizes.set(0, to - from);
        return switch (storage) {
            case Storage.Single(float[] entries) ->
                    over(sizes, Arrays.copyOfRange(entries, from * row, to * row));
            case Storage.Wide(double[] entries) ->
                    over(sizes, Arrays.copyOfRange(entries, from * row, to * row));
        };
    }

    public Array map(DoubleUnaryOperator function) {
        return mapped(i -> function.applyAsDouble(at(i)));
    }

    /// Entry by entry with another array of the same shape.
    public Array with(Array other, DoubleBinaryOperator function) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(
                    "Array: shapes must agree, found %s and %s".formatted(shape, other.shape));
        }
        return mapped(i -> function.applyAsDouble(at(i), other.at(i)));
    }

    private Array mapped(IntToDoubleFunction entry) {
        if (isSingle()) {
            float[] single = new float[size()];
            for (int i = 0; i < single.length; i++) {
                single[i] = (float) entry.applyAsDouble(i);
            }
            return over(shape, single);
        }
        return generate(shape, entry);
    }

    public Array plus(double factor, Array other) {
        return with(other, (a, b) -> a + factor * b);
    }

    public Array times(double factor) {
        return map(a -> factor * a);
    }

    /// The root of the sum of squares.
    public double norm() {
        double squares = 0;
        for (int i = 0; i < size(); i++) {
            squares += at(i) * at(i);
        }
        return Math.sqrt(squares);
    }

    public boolean isFinite() {
        return IntStream.range(0, size()).allMatch(i -> Double.isFinite(at(i)));
    }

    /// Arrays side by side along the first axis.
    ///
    /// @throws IllegalArgumentException if there are none, or they differ in another size
    public static Array concatenated(List<Array> parts) {
        List<Integer> rest =
                Collections.unmodifiableList(
                        parts.getFirst().shape.subList(1, parts.getFirst().order()));
        List<Integer> sizes = new ArrayList<>(parts.getFirst().shape);
        sizes.set(0, parts.stream().mapToInt(p -> p.size(0)).sum());
        double[] entries = new double[count(sizes)];
        int position = 0;
        for (Array part : parts) {
            if (!part.shape.subList(1, part.order()).equals(rest)) {
                throw new IllegalArgumentException(
                        "Array: parts must agree but along the first axis, found %s and %s"
                                .formatted(parts.getFirst().shape, part.shape));
            }
            System.arraycopy(part.toDoubles(), 0, entries, position, part.size());
            position += part.size();
        }
        return over(sizes, entries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Array a
                && shape.equals(a.shape)
                && isSingle() == a.isSingle()
                && IntStream.range(0, size()).allMatch(i -> Double.compare(at(i), a.at(i)) == 0);
    }

    @Override
    public int hashCode() {
        return switch (storage) {
            case Storage.Single(float[] entries) -> Arrays.hashCode(entries);
            case Storage.Wide(double[] entries) -> Arrays.hashCode(entries);
        };
    }

    /// The shape alone; entries are too many to print.
    @Override
    public String toString() {
        return "Array" + shape;
    }
}
