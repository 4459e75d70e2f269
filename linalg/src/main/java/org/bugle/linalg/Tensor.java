package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A dense array of real or complex doubles with any number of indices (modes), the first one
/// running fastest; an immutable value. A tensor of order 0 is one number; zero-sized modes are
/// legal.
public final class Tensor {
    private final int[] shape;
    private final Buffer data; // one column

    private Tensor(int[] shape, Buffer data) {
        this.shape = shape;
        this.data = data;
    }

    // ---- factories

    /// An entry as a function of its 0-based indices; the array is reused and not to be kept.
    @FunctionalInterface
    public interface Entry {
        double at(int... index);
    }

    /// A complex entry as a function of its 0-based indices; the array is reused and not to be
    /// kept.
    @FunctionalInterface
    public interface ComplexEntry {
        Complex at(int... index);
    }

    /// A real tensor of a copy of the given entries, the first index running fastest.
    ///
    /// @throws IllegalArgumentException if the shape wants another number of entries
    public static Tensor of(int[] shape, double[] entries) {
        return new Tensor(
                shape.clone(), Buffer.wrap(size("Tensor", shape), 1, false, entries.clone()));
    }

    /// A complex tensor of a copy of the given entries (re, im, re, im, …).
    ///
    /// @throws IllegalArgumentException if the shape wants another number of doubles
    public static Tensor ofComplex(int[] shape, double[] interleaved) {
        return new Tensor(
                shape.clone(), Buffer.wrap(size("Tensor", shape), 1, true, interleaved.clone()));
    }

    public static Tensor zeros(int... shape) {
        return new Tensor(shape.clone(), new Buffer(size("Tensor", shape), 1, false));
    }

    public static Tensor generate(int[] shape, Entry entry) {
        Tensor result = zeros(shape);
        int[] index = new int[shape.length];
        for (int i = 0; i < result.size(); i++, advance(index, shape)) {
            result.data.array()[i] = entry.at(index);
        }
        return result;
    }

    public static Tensor generateComplex(int[] shape, ComplexEntry entry) {
        Tensor result = zeros(shape).toComplex();
        int[] index = new int[shape.length];
        for (int i = 0; i < result.size(); i++, advance(index, shape)) {
            Complex value = entry.at(index);
            result.data.array()[2 * i] = value.re();
            result.data.array()[2 * i + 1] = value.im();
        }
        return result;
    }

    /// A matrix as a tensor of order 2.
    public static Tensor of(Matrix a) {
        return new Tensor(
                new int[] {a.rows(), a.cols()}, a.buffer().reshaped(a.rows() * a.cols(), 1));
    }

    /// The tensor of this shape whose unfolding along `mode` is `unfolded`.
    ///
    /// @throws IllegalArgumentException if the matrix has not the shape of that unfolding
    public static Tensor fold(Matrix unfolded, int mode, int... shape) {
        int size = size("fold", shape);
        requireMode("fold", mode, shape.length);
        int rest = rest(shape, mode);
        if (unfolded.rows() != shape[mode] || unfolded.cols() != rest) {
            throw new IllegalArgumentException(
                    "fold: mode %d of a tensor %s unfolds to %d×%d, found %d×%d"
                            .formatted(
                                    mode,
                                    times(shape),
                                    shape[mode],
                                    rest,
                                    unfolded.rows(),
                                    unfolded.cols()));
        }
        int before = product(shape, 0, mode);
        int after = product(shape, mode + 1, shape.length);
        return new Tensor(
                shape.clone(),
                swapped(unfolded.buffer(), shape[mode], before, after).reshaped(size, 1));
    }

    /// The tensor over a buffer, which the caller gives away.
    public static Tensor over(int[] shape, Buffer buffer) {
        return new Tensor(shape.clone(), buffer.reshaped(size("Tensor", shape), 1));
    }

    /// The storage, one column, which is not to be written.
    public Buffer buffer() {
        return data;
    }

    // ---- shape and entries

    public int order() {
        return shape.length;
    }

    public int[] shape() {
        return shape.clone();
    }

    public int size(int mode) {
        requireMode("size", mode, order());
        return shape[mode];
    }

    /// The number of entries.
    public int size() {
        return data.rows();
    }

    public boolean isComplex() {
        return data.isComplex();
    }

    /// The entry at 0-based indices, one a mode.
    ///
    /// @throws IndexOutOfBoundsException if there is no such entry
    public Complex at(int... index) {
        int position = 0;
        boolean inside = index.length == order();
        for (int k = order() - 1; inside && k >= 0; k--) {
            inside = index[k] >= 0 && index[k] < shape[k];
            position = position * shape[k] + index[k];
        }
        if (!inside) {
            throw new IndexOutOfBoundsException(
                    "entry %s of a tensor %s".formatted(Arrays.toString(index), times(shape)));
        }
        return Matrix.over(data).at(position, 0);
    }

    /// The real part of an entry.
    public double get(int... index) {
        return at(index).re();
    }

    /// The entries with the first index running fastest, (re, im) pairs if complex; a copy.
    public double[] toArray() {
        return data.copy().array();
    }

    // ---- modes

    /// The matrix with the index of `mode` as rows and the other indices, in their order, as
    /// columns.
    public Matrix unfold(int mode) {
        requireMode("unfold", mode, order());
        int before = product(shape, 0, mode);
        int after = product(shape, mode + 1, order());
        Buffer rows = swapped(data, before, shape[mode], after);
        return Matrix.over(rows.reshaped(shape[mode], rest(shape, mode)));
    }

    /// An array of shape (p, q, rest) as (q, p, rest).
    private static Buffer swapped(Buffer from, int p, int q, int rest) {
        if (p == 1) {
            return from;
        }
        Matrix all = Matrix.over(from.reshaped(p, q * rest));
        Matrix[] parts = new Matrix[rest];
        for (int k = 0; k < rest; k++) {
            parts[k] = all.columns(k * q, (k + 1) * q).transpose();
        }
        return rest == 0 ? new Buffer(q, 0, from.isComplex()) : Matrix.hcat(parts).buffer();
    }

    /// Y with unfold(mode) of Y = A · unfold(mode) of this, for A k×n_mode.
    ///
    /// @throws IllegalArgumentException if A has not n_mode columns
    public Tensor timesMode(int mode, Matrix a) {
        requireMode("timesMode", mode, order());
        requireColumns(mode, a.rows(), a.cols());
        if (mode == 0) {
            return withSize(0, a.rows(), a.times(unfold(0)));
        }
        int before = product(shape, 0, mode);
        int after = product(shape, mode + 1, order());
        Buffer result = new Buffer(before, a.rows() * after, isComplex() || a.isComplex());
        Matrix all = Matrix.over(data.reshaped(before, shape[mode] * after));
        for (int k = 0; k < after; k++) {
            Matrix part = all.columns(k * shape[mode], (k + 1) * shape[mode]);
            result.columns(k * a.rows(), (k + 1) * a.rows()).set(part.timesTranspose(a).buffer());
        }
        return withSize(mode, a.rows(), Matrix.over(result));
    }

    /// As [#timesMode(int, Matrix)], for a map known by its action.
    public Tensor timesMode(int mode, LinearMap a) {
        requireMode("timesMode", mode, order());
        requireColumns(mode, a.rows(), a.cols());
        int[] newShape = shape.clone();
        newShape[mode] = a.rows();
        return fold(a.apply(unfold(mode)), mode, newShape);
    }

    private void requireColumns(int mode, int rows, int cols) {
        if (cols != shape[mode]) {
            throw new IllegalArgumentException(
                    "timesMode: mode %d of a tensor %s wants %d columns, found %d×%d"
                            .formatted(mode, times(shape), shape[mode], rows, cols));
        }
    }

    private Tensor withSize(int mode, int size, Matrix entries) {
        int[] newShape = shape.clone();
        newShape[mode] = size;
        return over(newShape, entries.buffer());
    }

    /// The same entries in the same order under another shape of as many entries.
    public Tensor reshape(int... newShape) {
        if (size("reshape", newShape) != size()) {
            throw new IllegalArgumentException(
                    "reshape: %s entries cannot take the shape %s"
                            .formatted(times(shape), times(newShape)));
        }
        return over(newShape, data);
    }

    /// The tensor whose mode k is mode `modes[k]` of this one.
    ///
    /// @throws IllegalArgumentException if `modes` is no permutation
    public Tensor permute(int... modes) {
        int[] sorted = modes.clone();
        Arrays.sort(sorted);
        for (int k = 0; k < Math.max(order(), modes.length); k++) {
            if (modes.length != order() || sorted[k] != k) {
                throw new IllegalArgumentException(
                        "permute: %s is no permutation of %d modes"
                                .formatted(Arrays.toString(modes), order()));
            }
        }
        int[] strides = new int[order()];
        int[] newShape = new int[order()];
        for (int k = 0; k < order(); k++) {
            strides[k] = product(shape, 0, modes[k]);
            newShape[k] = shape[modes[k]];
        }
        Buffer result = new Buffer(size(), 1, isComplex());
        int width = result.width();
        int[] index = new int[order()];
        for (int i = 0; i < size(); i++, advance(index, newShape)) {
            int from = 0;
            for (int k = 0; k < index.length; k++) {
                from += strides[k] * index[k];
            }
            System.arraycopy(
                    data.array(), data.start() + from * width, result.array(), i * width, width);
        }
        return over(newShape, result);
    }

    /// Zeros of the given shape with this tensor as the block that starts at `offset`.
    ///
    /// @throws IllegalArgumentException if the block does not lie inside
    public Tensor placed(int[] newShape, int... offset) {
        boolean inside = newShape.length == order() && offset.length == order();
        int[] strides = new int[order()];
        int from = 0;
        for (int k = 0; inside && k < order(); k++) {
            inside = offset[k] >= 0 && offset[k] + shape[k] <= newShape[k];
            strides[k] = product(newShape, 0, k);
            from += offset[k] * strides[k];
        }
        if (!inside) {
            throw new IllegalArgumentException(
                    "placed: a tensor %s does not fit at %s into %s"
                            .formatted(times(shape), Arrays.toString(offset), times(newShape)));
        }
        Buffer result = new Buffer(size("placed", newShape), 1, isComplex());
        int width = result.width();
        int run = order() == 0 ? 1 : shape[0]; // copied at once
        int[] index = new int[order()];
        for (int i = 0; i < size(); i += run) {
            int to = from;
            for (int k = 1; k < order(); k++) {
                to += index[k] * strides[k];
            }
            System.arraycopy(
                    data.array(),
                    data.start() + i * width,
                    result.array(),
                    to * width,
                    run * width);
            advanceFrom(1, index, shape);
        }
        return over(newShape.clone(), result);
    }

    /// The tensors side by side along `mode`; the other sizes agree.
    ///
    /// @throws IllegalArgumentException if there are none, or another size differs
    public static Tensor concatenated(int mode, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concatenated: wants a tensor or more");
        }
        int[] shape = parts.getFirst().shape();
        requireMode("concatenated", mode, shape.length);
        boolean complex = parts.stream().anyMatch(Tensor::isComplex);
        List<Tensor> alike = complex ? parts.stream().map(Tensor::toComplex).toList() : parts;
        int sum = alike.stream().mapToInt(part -> part.shape[mode]).sum();
        for (Tensor part : alike) {
            shape[mode] = part.shape[mode];
            requireShape("concatenated", part.shape, shape);
        }
        shape[mode] = sum;
        int before = product(shape, 0, mode);
        int after = product(shape, mode + 1, shape.length);
        Buffer result = new Buffer(size("concatenated", shape), 1, complex);
        int to = 0;
        for (int k = 0; k < after; k++) {
            for (Tensor part : alike) {
                int run = before * part.shape[mode] * result.width();
                System.arraycopy(
                        part.data.array(), part.data.start() + k * run, result.array(), to, run);
                to += run;
            }
        }
        return over(shape, result);
    }

    // ---- arithmetic

    public Tensor plus(Tensor b) {
        sameShape("plus", b);
        return over(shape, column().plus(b.column()).buffer());
    }

    public Tensor minus(Tensor b) {
        sameShape("minus", b);
        return over(shape, column().minus(b.column()).buffer());
    }

    public Tensor times(double factor) {
        return over(shape, column().times(factor).buffer());
    }

    public Tensor times(Complex factor) {
        return over(shape, column().times(factor).buffer());
    }

    public Tensor conjugate() {
        return over(shape, column().conjugate().buffer());
    }

    public Tensor toComplex() {
        return over(shape, data.promoted());
    }

    /// The Euclidean norm of all entries.
    public double norm() {
        return data.norm();
    }

    /// Σ conj(a) · b over all entries.
    public Complex inner(Tensor b) {
        sameShape("inner", b);
        return column().inner(b.column());
    }

    public boolean isFinite() {
        return data.nonFinite() == 0;
    }

    private Matrix column() {
        return Matrix.over(data);
    }

    // ---- shapes

    private static int size(String caller, int[] shape) {
        long size = 1;
        boolean possible = true;
        for (int n : shape) {
            size *= n;
            possible &= n >= 0 && size <= Integer.MAX_VALUE;
        }
        if (!possible) {
            throw new IllegalArgumentException(
                    "%s: a tensor %s is not possible".formatted(caller, times(shape)));
        }
        return (int) size;
    }

    private static int product(int[] shape, int from, int to) {
        int result = 1;
        for (int k = from; k < to; k++) {
            result *= shape[k];
        }
        return result;
    }

    private static int rest(int[] shape, int mode) {
        return product(shape, 0, mode) * product(shape, mode + 1, shape.length);
    }

    private static void advance(int[] index, int[] shape) {
        advanceFrom(0, index, shape);
    }

    private static void advanceFrom(int mode, int[] index, int[] shape) {
        for (int k = mode; k < index.length; k++) {
            if (++index[k] < shape[k]) {
                return;
            }
            index[k] = 0;
        }
    }

    private static void requireMode(String caller, int mode, int order) {
        if (mode < 0 || mode >= order) {
            throw new IllegalArgumentException(
                    "%s: mode %d of a tensor of order %d does not exist"
                            .formatted(caller, mode, order));
        }
    }

    private void sameShape(String caller, Tensor b) {
        requireShape(caller, shape, b.shape);
    }

    private static void requireShape(String caller, int[] shape, int[] other) {
        if (!Arrays.equals(shape, other)) {
            throw new IllegalArgumentException(
                    "%s: shapes must agree, found %s and %s"
                            .formatted(caller, times(shape), times(other)));
        }
    }

    private static String times(int[] shape) {
        return shape.length == 0
                ? "of order 0"
                : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }

    // ---- object

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor b
                && Arrays.equals(shape, b.shape)
                && isComplex() == b.isComplex()
                && Arrays.equals(toArray(), b.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(toArray());
    }

    /// Shape, type and norm.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Tensor %s %s, norm %.6g",
                times(shape),
                isComplex() ? "complex" : "real",
                norm());
    }
}
