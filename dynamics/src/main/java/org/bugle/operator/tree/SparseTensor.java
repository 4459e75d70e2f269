package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.kernel.Buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A tensor known by its nonzero entries; connecting tensors of operators have few. Immutable.
public final class SparseTensor {
    /// Above this share of nonzeros, products are those of the dense tensor.
    private static final double DENSE = 0.125;

    private final int[] shape;
    private final List<Entry> entries;

    /// One nonzero entry.
    ///
    /// @param index 0-based, one a mode
    public record Entry(List<Integer> index, Complex value) {
        public Entry {
            index = List.copyOf(index);
        }

        int[] position() {
            return index.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private SparseTensor(int[] shape, List<Entry> entries) {
        this.shape = shape;
        this.entries = List.copyOf(entries);
    }

    /// The nonzero entries of a tensor.
    public static SparseTensor of(Tensor dense) {
        Builder builder = new Builder(dense.shape());
        int[] index = new int[dense.order()];
        for (int k = 0; k < dense.size(); k++) {
            builder.put(dense.at(index), index);
            for (int mode = 0; mode < index.length; mode++) {
                if (++index[mode] < dense.size(mode)) {
                    break;
                }
                index[mode] = 0;
            }
        }
        return builder.tensor();
    }

    /// Entry by entry.
    public static Builder builder(int... shape) {
        return new Builder(shape);
    }

    /// Collects entries; zeros are left out.
    public static final class Builder {
        private final int[] shape;
        private final List<Entry> entries = new ArrayList<>();

        private Builder(int[] shape) {
            this.shape = shape.clone();
        }

        /// An entry that has not been given before.
        ///
        /// @throws IndexOutOfBoundsException if it is outside of the shape
        public Builder put(Complex value, int... index) {
            boolean inside = index.length == shape.length;
            for (int k = 0; inside && k < shape.length; k++) {
                inside = index[k] >= 0 && index[k] < shape[k];
            }
            if (!inside) {
                throw new IndexOutOfBoundsException(
                        "entry %s of a tensor of shape %s"
                                .formatted(Arrays.toString(index), Arrays.toString(shape)));
            }
            if (value.re() != 0 || value.im() != 0) {
                entries.add(new Entry(Arrays.stream(index).boxed().toList(), value));
            }
            return this;
        }

        public Builder put(double value, int... index) {
            return put(Complex.real(value), index);
        }

        public SparseTensor tensor() {
            return new SparseTensor(shape, entries);
        }
    }

    public int[] shape() {
        return shape.clone();
    }

    public int order() {
        return shape.length;
    }

    public int size(int mode) {
        return shape[mode];
    }

    /// The nonzero entries, in no particular order.
    public List<Entry> entries() {
        return entries;
    }

    public boolean isComplex() {
        return entries.stream().anyMatch(entry -> !entry.value().isReal());
    }

    public SparseTensor times(Complex factor) {
        Builder builder = new Builder(shape);
        for (Entry entry : entries) {
            builder.put(entry.value().times(factor), entry.position());
        }
        return builder.tensor();
    }

    /// Both as diagonal blocks; at the root, where `sumLast`, the last index is not doubled.
    SparseTensor plus(SparseTensor b, boolean sumLast) {
        int last = order() - 1;
        int[] sum = new int[order()];
        for (int k = 0; k <= last; k++) {
            sum[k] = shape[k] + b.shape[k];
        }
        if (sumLast) {
            sum[last] = shape[last];
        }
        Builder builder = builder(sum);
        for (Entry entry : entries) {
            builder.put(entry.value(), entry.position());
        }
        for (Entry entry : b.entries) {
            int[] index = entry.position();
            for (int k = 0; k < order(); k++) {
                index[k] += k == last && sumLast ? 0 : shape[k];
            }
            builder.put(entry.value(), index);
        }
        return builder.tensor();
    }

    /// The product with one matrix r_j×s_j a child, as a matrix r₁⋯r_m×s.
    Matrix timesChildren(List<Matrix> factors) {
        double size = 1;
        for (int n : shape) {
            size *= n;
        }
        return entries.size() > DENSE * size ? denseTimes(factors) : sparseTimes(factors);
    }

    private Matrix denseTimes(List<Matrix> factors) {
        Tensor product = toTensor();
        int rows = 1;
        for (int j = 0; j < factors.size(); j++) {
            product = product.timesMode(j, factors.get(j));
            rows *= factors.get(j).rows();
        }
        return product.reshape(rows, shape[order() - 1]).unfold(0);
    }

    /// Entry by entry: a multiple of the Kronecker product of columns of the factors.
    private Matrix sparseTimes(List<Matrix> factors) {
        int rows = factors.stream().mapToInt(Matrix::rows).reduce(1, (a, b) -> a * b);
        boolean complex = isComplex() || factors.stream().anyMatch(Matrix::isComplex);
        Matrix[][] columns = new Matrix[factors.size()][];
        for (int j = 0; j < columns.length; j++) {
            Matrix factor = factors.get(j);
            columns[j] = new Matrix[factor.cols()];
            for (int a = 0; a < factor.cols(); a++) {
                columns[j][a] = factor.columns(a, a + 1);
            }
        }
        Buffer result = new Buffer(rows, shape[order() - 1], complex);
        for (Entry entry : entries) {
            Matrix product = columns[0][entry.index().getFirst()];
            for (int j = 1; j < columns.length; j++) {
                Matrix next = columns[j][entry.index().get(j)];
                Matrix outer = product.timesTranspose(next);
                product = Matrix.over(outer.buffer().reshaped(outer.rows() * outer.cols(), 1));
            }
            int a = entry.index().getLast();
            result.columns(a, a + 1).add(entry.value().re(), entry.value().im(), product.buffer());
        }
        return Matrix.over(result);
    }

    /// With all its zeros.
    ///
    /// @throws IllegalArgumentException if that has more entries than an array can hold
    public Tensor toTensor() {
        Tensor zeros = Tensor.zeros(shape);
        double[] values = new double[2 * zeros.size()];
        for (Entry entry : entries) {
            int position = 0;
            for (int mode = shape.length - 1; mode >= 0; mode--) {
                position = position * shape[mode] + entry.index().get(mode);
            }
            values[2 * position] = entry.value().re();
            values[2 * position + 1] = entry.value().im();
        }
        if (isComplex()) {
            return Tensor.ofComplex(shape, values);
        }
        double[] real = new double[zeros.size()];
        for (int k = 0; k < real.length; k++) {
            real[k] = values[2 * k];
        }
        return Tensor.of(shape, real);
    }
}
