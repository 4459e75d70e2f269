package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A sparse m×n matrix in compressed rows. Where m = n it is an operator: resolvents are sparse LU
/// factorisations in a bandwidth-reducing order, and e^{τA} comes from [Expmv].
public final class Sparse implements Operator, InPlace {
    private final int rows;
    private final int cols;
    private final int[] starts; // of the rows, rows + 1 of them
    private final int[] columns;
    private final Buffer values; // one column
    private final Lazy<Boolean> hermitian;

    private Sparse(int rows, int cols, int[] starts, int[] columns, Buffer values) {
        this.rows = rows;
        this.cols = cols;
        this.starts = starts;
        this.columns = columns;
        this.values = values;
        hermitian = new Lazy<>(this::equalsItsAdjoint);
    }

    /// An entry that is not zero; entries given twice add up.
    public record Entry(int row, int column, Complex value) {
        public Entry(int row, int column, double value) {
            this(row, column, Complex.real(value));
        }

        private Entry mirrored() {
            return new Entry(/* row= */ column, /* column= */ row, value.conjugate());
        }
    }

    /// @throws IllegalArgumentException if an entry lies outside of rows×cols
    public static Sparse of(int rows, int cols, List<Entry> entries) {
        boolean complex = entries.stream().anyMatch(e -> !e.value.isReal());
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingInt(Entry::row).thenComparingInt(Entry::column));
        int[] starts = new int[rows + 1];
        int[] columns = new int[sorted.size()];
        Buffer values = new Buffer(sorted.size(), 1, complex);
        double[] numbers = values.array();
        int count = 0;
        int row = -1;
        for (Entry entry : sorted) {
            requireInside(rows, cols, entry);
            if (entry.row != row || entry.column != columns[count - 1]) {
                columns[count++] = entry.column;
                starts[entry.row + 1]++;
                row = entry.row;
            }
            numbers[(count - 1) * values.width()] += entry.value.re();
            if (complex) {
                numbers[2 * count - 1] += entry.value.im();
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        double[] kept = Arrays.copyOf(numbers, count * values.width());
        return new Sparse(
                rows,
                cols,
                starts,
                Arrays.copyOf(columns, count),
                Buffer.wrap(count, 1, complex, kept));
    }

    /// The entries of a matrix that are not zero.
    public static Sparse of(Matrix a) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                Complex value = a.at(i, j);
                if (value.re() != 0 || value.im() != 0) {
                    entries.add(new Entry(i, j, value));
                }
            }
        }
        return of(a.rows(), a.cols(), entries);
    }

    private static void requireInside(int rows, int cols, Entry entry) {
        if (entry.row < 0 || entry.row >= rows || entry.column < 0 || entry.column >= cols) {
            throw new IllegalArgumentException(
                    "Sparse: entry (%d, %d) is outside of %d×%d"
                            .formatted(entry.row, entry.column, rows, cols));
        }
    }

    /// The entries, row by row.
    public List<Entry> entries() {
        List<Entry> result = new ArrayList<>(columns.length);
        Matrix numbers = Matrix.over(values);
        for (int i = 0; i < rows; i++) {
            for (int p = starts[i]; p < starts[i + 1]; p++) {
                result.add(new Entry(i, columns[p], numbers.at(p, 0)));
            }
        }
        return result;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int cols() {
        return cols;
    }

    @Override
    public boolean isCheapByColumns() {
        return true;
    }

    @Override
    public boolean isComplex() {
        return values.isComplex();
    }

    @Override
    public boolean isHermitian() {
        return hermitian.get();
    }

    private boolean equalsItsAdjoint() {
        if (rows != cols) {
            return false;
        }
        Sparse b = adjoint();
        return Arrays.equals(starts, b.starts)
                && Arrays.equals(columns, b.columns)
                && Matrix.over(values).minus(Matrix.over(b.values)).maxAbs() == 0;
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        requireFit(rows, cols, x, y);
        count(x, y);
        for (int j = 0; j < x.columns(); j++) {
            int from = x.start() + j * cols * x.width();
            int to = y.start() + j * rows * y.width();
            if (y.isComplex()) {
                applyComplex(x, from, y.array(), to);
            } else {
                applyReal(x.array(), from, y.array(), to);
            }
        }
    }

    /// The work of a product: every entry meets every column once.
    private void count(Buffer x, Buffer y) {
        double columns = (double) y.columns() * y.width();
        Work.count(2.0 * values.rows() * columns, (x.rows() + (double) y.rows()) * columns);
    }

    private void applyReal(double[] x, int from, double[] y, int to) {
        double[] a = values.array();
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int s = starts[i]; s < starts[i + 1]; s++) {
                sum += a[s] * x[from + columns[s]];
            }
            y[to + i] = sum;
        }
    }

    private void applyComplex(Buffer x, int from, double[] y, int to) {
        double[] a = values.array();
        double[] p = x.array();
        int width = x.width();
        for (int i = 0; i < rows; i++) {
            double re = 0;
            double im = 0;
            for (int s = starts[i]; s < starts[i + 1]; s++) {
                int k = from + columns[s] * width;
                double u = p[k];
                double v = width == 2 ? p[k + 1] : 0;
                double b = isComplex() ? a[2 * s] : a[s];
                double c = isComplex() ? a[2 * s + 1] : 0;
                re += b * u - c * v;
                im += b * v + c * u;
            }
            y[to + 2 * i] = re;
            y[to + 2 * i + 1] = im;
        }
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        requireFit(cols, rows, w, y);
        count(w, y);
        y.fill(0);
        for (int j = 0; j < w.columns(); j++) {
            int from = w.start() + j * rows * w.width();
            int to = y.start() + j * cols * y.width();
            if (y.isComplex()) {
                scatterComplex(w, from, y.array(), to);
            } else {
                scatterReal(w.array(), from, y.array(), to);
            }
        }
    }

    private void scatterReal(double[] w, int from, double[] y, int to) {
        double[] a = values.array();
        for (int i = 0; i < rows; i++) {
            double u = w[from + i];
            for (int s = starts[i]; s < starts[i + 1]; s++) {
                y[to + columns[s]] += a[s] * u;
            }
        }
    }

    private void scatterComplex(Buffer w, int from, double[] y, int to) {
        double[] a = values.array();
        double[] p = w.array();
        int width = w.width();
        for (int i = 0; i < rows; i++) {
            double u = p[from + width * i];
            double v = width == 2 ? p[from + 2 * i + 1] : 0;
            for (int s = starts[i]; s < starts[i + 1]; s++) {
                double b = isComplex() ? a[2 * s] : a[s];
                double c = isComplex() ? -a[2 * s + 1] : 0;
                y[to + 2 * columns[s]] += b * u - c * v;
                y[to + 2 * columns[s] + 1] += b * v + c * u;
            }
        }
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        requireSquare();
        List<Entry> shifted = new ArrayList<>();
        for (Entry e : entries()) {
            shifted.add(new Entry(e.row, e.column, e.value.negate()));
        }
        for (int i = 0; i < rows; i++) {
            shifted.add(new Entry(i, i, sigma));
        }
        return SparseLu.of(of(rows, rows, shifted), sigma);
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        requireSquare();
        return Expmv.ACCURATE.exp(this, tau, x);
    }

    private void requireSquare() {
        if (rows != cols) {
            throw new IllegalArgumentException(
                    "Sparse: only a square matrix is an operator, found %d×%d"
                            .formatted(rows, cols));
        }
    }

    @Override
    public Sparse conjugate() {
        return isComplex()
                ? new Sparse(rows, cols, starts, columns, Matrix.over(values).conjugate().buffer())
                : this;
    }

    @Override
    public Sparse adjoint() {
        List<Entry> mirrored = new ArrayList<>(columns.length);
        for (Entry e : entries()) {
            mirrored.add(e.mirrored());
        }
        return of(/* rows= */ cols, /* cols= */ rows, mirrored);
    }

    int[] rowStarts() {
        return starts.clone();
    }

    int[] columnIndices() {
        return columns.clone();
    }

    Matrix values() {
        return Matrix.over(values);
    }
}
