package org.bugle.linalg;

import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// A dense m×n matrix of real or complex doubles; an immutable value. Real matrices meet complex
/// ones by promotion, adjoints are conjugate transposes, and zero-sized dimensions are legal.
public final class Matrix {
    private final Buffer data;

    private Matrix(Buffer data) {
        this.data = data;
    }

    // ---- factories

    /// An entry as a function of its 0-based row and column.
    @FunctionalInterface
    public interface Entry {
        double at(int row, int column);
    }

    /// A complex entry as a function of its 0-based row and column.
    @FunctionalInterface
    public interface ComplexEntry {
        Complex at(int row, int column);
    }

    public static Matrix zeros(int rows, int columns) {
        return new Matrix(new Buffer(rows, columns, false));
    }

    public static Matrix zerosComplex(int rows, int columns) {
        return new Matrix(new Buffer(rows, columns, true));
    }

    public static Matrix identity(int n) {
        return identity(n, n);
    }

    /// Ones on the main diagonal of an m×n matrix of zeros.
    public static Matrix identity(int rows, int columns) {
        return generate(rows, columns, (i, j) -> i == j ? 1 : 0);
    }

    public static Matrix diagonal(double... entries) {
        return generate(entries.length, entries.length, (i, j) -> i == j ? entries[i] : 0);
    }

    /// @throws IllegalArgumentException if the rows differ in length
    public static Matrix of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (double[] row : rows) {
            if (row.length != columns) {
                throw new IllegalArgumentException(
                        "Matrix: rows must be equally long, found %d and %d entries"
                                .formatted(columns, row.length));
            }
        }
        return generate(rows.length, columns, (i, j) -> rows[i][j]);
    }

    public static Matrix columnVector(double... entries) {
        return ofColumnMajor(entries.length, 1, entries);
    }

    /// A real matrix of a copy of the given column-major entries.
    ///
    /// @throws IllegalArgumentException if there are not rows·columns entries
    public static Matrix ofColumnMajor(int rows, int columns, double[] entries) {
        return new Matrix(Buffer.wrap(rows, columns, false, entries.clone()));
    }

    /// A complex matrix of a copy of the given column-major entries (re, im, re, im, …).
    ///
    /// @throws IllegalArgumentException if there are not 2·rows·columns doubles
    public static Matrix ofComplexColumnMajor(int rows, int columns, double[] interleaved) {
        return new Matrix(Buffer.wrap(rows, columns, true, interleaved.clone()));
    }

    public static Matrix generate(int rows, int columns, Entry entry) {
        Buffer result = new Buffer(rows, columns, false);
        double[] array = result.array();
        for (int j = 0, index = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                array[index++] = entry.at(i, j);
            }
        }
        return new Matrix(result);
    }

    public static Matrix generateComplex(int rows, int columns, ComplexEntry entry) {
        Buffer result = new Buffer(rows, columns, true);
        double[] array = result.array();
        for (int j = 0, index = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                Complex value = entry.at(i, j);
                array[index++] = value.re();
                array[index++] = value.im();
            }
        }
        return new Matrix(result);
    }

    /// re + i im.
    ///
    /// @throws IllegalArgumentException if the shapes differ or a part is complex
    public static Matrix complex(Matrix re, Matrix im) {
        re.mustBeReal("complex");
        im.mustBeReal("complex");
        re.sameShape("complex", im);
        Buffer result = new Buffer(re.rows(), re.cols(), true).set(re.data);
        double[] array = result.array();
        double[] from = im.data.array();
        for (int i = 0, start = im.data.start(); i < array.length / 2; i++) {
            array[2 * i + 1] = from[start + i];
        }
        return new Matrix(result);
    }

    /// Independent standard Gaussian entries (spec `randomized-rk` R1), drawn row by row.
    public static Matrix randomGaussian(int rows, int columns, RandomGenerator random) {
        Buffer result = new Buffer(rows, columns, false);
        double[] array = result.array();
        double spare = 0;
        boolean isSpared = false;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (isSpared) {
                    array[j * rows + i] = spare;
                } else {
                    double radius = Math.sqrt(-2 * Math.log(uniform(random)));
                    double angle = 2 * Math.PI * uniform(random);
                    spare = radius * Math.sin(angle);
                    array[j * rows + i] = radius * Math.cos(angle);
                }
                isSpared = !isSpared;
            }
        }
        return new Matrix(result);
    }

    /// Uniform in (0, 1), never 0: the logarithm above needs it.
    private static double uniform(RandomGenerator random) {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /// Matrices side by side; complex if one of them is.
    ///
    /// @throws IllegalArgumentException if their heights differ
    public static Matrix hcat(Matrix... parts) {
        int rows = parts.length == 0 ? 0 : parts[0].rows();
        int columns = 0;
        boolean complex = false;
        for (Matrix part : parts) {
            if (part.rows() != rows) {
                throw new IllegalArgumentException(
                        "hcat: matrices must be equally high, found %d and %d rows"
                                .formatted(rows, part.rows()));
            }
            columns += part.cols();
            complex |= part.isComplex();
        }
        Buffer result = new Buffer(rows, columns, complex);
        int from = 0;
        for (Matrix part : parts) {
            result.columns(from, from + part.cols()).set(part.data);
            from += part.cols();
        }
        return new Matrix(result);
    }

    /// Matrices on top of each other; complex if one of them is.
    ///
    /// @throws IllegalArgumentException if their widths differ
    public static Matrix vcat(Matrix... parts) {
        int columns = parts.length == 0 ? 0 : parts[0].cols();
        int rows = 0;
        boolean complex = false;
        for (Matrix part : parts) {
            if (part.cols() != columns) {
                throw new IllegalArgumentException(
                        "vcat: matrices must be equally wide, found %d and %d columns"
                                .formatted(columns, part.cols()));
            }
            rows += part.rows();
            complex |= part.isComplex();
        }
        Buffer result = new Buffer(rows, columns, complex);
        int width = result.width();
        int top = 0;
        for (Matrix part : parts) {
            Buffer from = complex ? part.data.promoted() : part.data;
            for (int j = 0; j < columns; j++) {
                System.arraycopy(
                        from.array(),
                        from.start() + j * part.rows() * width,
                        result.array(),
                        (j * rows + top) * width,
                        part.rows() * width);
            }
            top += part.rows();
        }
        return new Matrix(result);
    }

    /// A block matrix from its rows of blocks.
    public static Matrix block(Matrix[][] blocks) {
        return vcat(Arrays.stream(blocks).map(Matrix::hcat).toArray(Matrix[]::new));
    }

    /// The matrix whose storage is this buffer; the caller gives the buffer away and writes no
    /// more.
    public static Matrix over(Buffer buffer) {
        return new Matrix(buffer);
    }

    /// The storage of this matrix, which is not to be written.
    public Buffer buffer() {
        return data;
    }

    // ---- shape and entries

    public int rows() {
        return data.rows();
    }

    public int cols() {
        return data.columns();
    }

    public boolean isComplex() {
        return data.isComplex();
    }

    /// The real part of an entry.
    public double get(int row, int column) {
        return data.array()[index(row, column)];
    }

    public Complex at(int row, int column) {
        int index = index(row, column);
        return isComplex()
                ? new Complex(data.array()[index], data.array()[index + 1])
                : Complex.real(data.array()[index]);
    }

    private int index(int row, int column) {
        if (row < 0 || row >= rows() || column < 0 || column >= cols()) {
            throw new IndexOutOfBoundsException(
                    "entry (%d, %d) of a %d×%d matrix".formatted(row, column, rows(), cols()));
        }
        return data.start() + (column * rows() + row) * data.width();
    }

    /// Columns `from` ≤ j < `to`.
    public Matrix columns(int from, int to) {
        return new Matrix(data.columns(from, to));
    }

    /// Rows `from` ≤ i < `to`.
    public Matrix rows(int from, int to) {
        return block(from, to, 0, cols());
    }

    /// The rows `top` ≤ i < `bottom` of the columns `left` ≤ j < `right`.
    public Matrix block(int top, int bottom, int left, int right) {
        if (top < 0
                || bottom < top
                || bottom > rows()
                || left < 0
                || right < left
                || right > cols()) {
            throw new IllegalArgumentException(
                    "rows %d to %d and columns %d to %d of a %d×%d matrix do not exist"
                            .formatted(top, bottom, left, right, rows(), cols()));
        }
        Buffer result = new Buffer(bottom - top, right - left, isComplex());
        int length = (bottom - top) * data.width();
        for (int j = left; j < right; j++) {
            System.arraycopy(
                    data.array(),
                    data.start() + (j * rows() + top) * data.width(),
                    result.array(),
                    (j - left) * length,
                    length);
        }
        return new Matrix(result);
    }

    /// The chosen columns, in the order of their indices.
    public Matrix columns(int... indices) {
        if (indices.length == 0) {
            return columns(0, 0);
        }
        return hcat(Arrays.stream(indices).mapToObj(j -> columns(j, j + 1)).toArray(Matrix[]::new));
    }

    /// The chosen rows, in the order of their indices.
    public Matrix rows(List<Integer> indices) {
        Buffer result = new Buffer(indices.size(), cols(), isComplex());
        int width = data.width();
        int to = 0;
        for (int j = 0; j < cols(); j++) {
            for (int i : indices) {
                System.arraycopy(data.array(), index(i, j), result.array(), to, width);
                to += width;
            }
        }
        return new Matrix(result);
    }

    /// The entries in column-major order, (re, im) pairs if complex; a copy.
    public double[] toArray() {
        return data.copy().array();
    }

    /// The real parts, row by row.
    public double[][] toRows() {
        double[][] result = new double[rows()][cols()];
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < cols(); j++) {
                result[i][j] = get(i, j);
            }
        }
        return result;
    }

    // ---- arithmetic

    /// A B.
    public Matrix times(Matrix b) {
        return product(Op.NONE, b, Op.NONE);
    }

    /// Aᴴ B.
    public Matrix adjointTimes(Matrix b) {
        return product(Op.ADJOINT, b, Op.NONE);
    }

    /// A Bᴴ.
    public Matrix timesAdjoint(Matrix b) {
        return product(Op.NONE, b, Op.ADJOINT);
    }

    /// Aᵀ B.
    public Matrix transposeTimes(Matrix b) {
        return product(Op.TRANSPOSE, b, Op.NONE);
    }

    /// A Bᵀ.
    public Matrix timesTranspose(Matrix b) {
        return product(Op.NONE, b, Op.TRANSPOSE);
    }

    private Matrix product(Op opA, Matrix b, Op opB) {
        int m = opA == Op.NONE ? rows() : cols();
        int n = opB == Op.NONE ? b.cols() : b.rows();
        Buffer result = new Buffer(m, n, isComplex() || b.isComplex());
        return new Matrix(result.product(opA, data, opB, b.data));
    }

    public Matrix times(double factor) {
        return new Matrix(data.copy().scale(factor));
    }

    public Matrix times(Complex factor) {
        return factor.isReal()
                ? times(factor.re())
                : new Matrix(promotedCopy(true).scale(factor.re(), factor.im()));
    }

    private Buffer promotedCopy(boolean complex) {
        return complex && !isComplex() ? data.promoted() : data.copy();
    }

    public Matrix plus(Matrix b) {
        return plus(1, b);
    }

    public Matrix minus(Matrix b) {
        return plus(-1, b);
    }

    /// A + factor·B.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    public Matrix plus(double factor, Matrix b) {
        sameShape("plus", b);
        return new Matrix(promotedCopy(b.isComplex()).add(factor, b.data));
    }

    /// A + factor·B.
    public Matrix plus(Complex factor, Matrix b) {
        sameShape("plus", b);
        return new Matrix(
                promotedCopy(b.isComplex() || !factor.isReal())
                        .add(factor.re(), factor.im(), b.data));
    }

    public Matrix negate() {
        return times(-1);
    }

    /// The entrywise product.
    public Matrix hadamard(Matrix b) {
        sameShape("hadamard", b);
        if (!isComplex() && !b.isComplex()) {
            return generate(rows(), cols(), (i, j) -> get(i, j) * b.get(i, j));
        }
        return generateComplex(rows(), cols(), (i, j) -> at(i, j).times(b.at(i, j)));
    }

    /// A function of every entry of a real matrix.
    public Matrix map(DoubleUnaryOperator function) {
        mustBeReal("map");
        Buffer result = data.copy();
        double[] array = result.array();
        for (int i = 0; i < array.length; i++) {
            array[i] = function.applyAsDouble(array[i]);
        }
        return new Matrix(result);
    }

    public Matrix transpose() {
        return transposed(false);
    }

    /// The conjugate transpose.
    public Matrix adjoint() {
        return transposed(true);
    }

    private Matrix transposed(boolean conjugated) {
        return new Matrix(new Buffer(cols(), rows(), isComplex()).setTransposed(data, conjugated));
    }

    public Matrix conjugate() {
        if (!isComplex()) {
            return this;
        }
        Buffer result = data.copy();
        double[] array = result.array();
        for (int i = 1; i < array.length; i += 2) {
            array[i] = -array[i];
        }
        return new Matrix(result);
    }

    public Matrix real() {
        return isComplex() ? part(0) : this;
    }

    public Matrix imag() {
        return isComplex() ? part(1) : zeros(rows(), cols());
    }

    private Matrix part(int which) {
        Buffer result = new Buffer(rows(), cols(), false);
        double[] to = result.array();
        for (int i = 0, start = data.start() + which; i < to.length; i++) {
            to[i] = data.array()[start + 2 * i];
        }
        return new Matrix(result);
    }

    /// A real linear function of the real part, plus i times that of the imaginary part if there is
    /// one: how an algorithm on real numbers serves complex blocks.
    public Matrix mapParts(UnaryOperator<Matrix> realLinear) {
        return isComplex()
                ? complex(realLinear.apply(real()), realLinear.apply(imag()))
                : realLinear.apply(this);
    }

    public Matrix toComplex() {
        return isComplex() ? this : new Matrix(data.promoted());
    }

    // ---- numbers

    /// The Frobenius norm.
    public double norm() {
        return data.norm();
    }

    /// The spectral norm, by the singular value decomposition.
    public double norm2() {
        return rows() == 0 || cols() == 0 ? 0 : Svd.of(this).singularValues().getFirst();
    }

    /// The largest sum of moduli in a column; 0 for an empty matrix.
    public double norm1() {
        double result = 0;
        for (int j = 0; j < cols(); j++) {
            double sum = 0;
            for (int i = 0; i < rows(); i++) {
                sum += isComplex() ? at(i, j).abs() : Math.abs(get(i, j));
            }
            result = Math.max(result, sum);
        }
        return result;
    }

    /// The largest modulus of an entry; 0 for an empty matrix.
    public double maxAbs() {
        double result = 0;
        for (int j = 0; j < cols(); j++) {
            for (int i = 0; i < rows(); i++) {
                result = Math.max(result, isComplex() ? at(i, j).abs() : Math.abs(get(i, j)));
            }
        }
        return result;
    }

    /// The inner product tr(AᴴB).
    public Complex inner(Matrix b) {
        sameShape("inner", b);
        double[] dot = data.dot(b.data);
        return new Complex(dot[0], dot[1]);
    }

    public Complex trace() {
        Complex result = Complex.ZERO;
        for (int i = 0; i < Math.min(rows(), cols()); i++) {
            result = result.plus(at(i, i));
        }
        return result;
    }

    /// How many entries are NaN or infinite, in one of their parts if complex.
    public long nonFinite() {
        return data.nonFinite();
    }

    /// Whether no entry is NaN or infinite.
    public boolean isFinite() {
        return data.nonFinite() == 0;
    }

    /// Whether A = Aᴴ exactly.
    public boolean isHermitian() {
        if (rows() != cols()) {
            return false;
        }
        for (int j = 0; j < cols(); j++) {
            for (int i = 0; i <= j; i++) {
                if (!at(i, j).isConjugateOf(at(j, i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// @throws IllegalArgumentException if an entry is NaN or infinite; names the caller and the
    ///   count
    void requireFinite(String caller) {
        long bad = data.nonFinite();
        if (bad > 0) {
            throw new IllegalArgumentException(
                    "%s: the %d×%d matrix has %d non-finite entries of %d"
                            .formatted(caller, rows(), cols(), bad, (long) rows() * cols()));
        }
    }

    void requireSquare(String caller) {
        if (rows() != cols()) {
            throw new IllegalArgumentException(
                    "%s: the matrix must be square, found %d×%d".formatted(caller, rows(), cols()));
        }
    }

    private void sameShape(String caller, Matrix b) {
        if (rows() != b.rows() || cols() != b.cols()) {
            throw new IllegalArgumentException(
                    "%s: shapes must agree, found %d×%d and %d×%d"
                            .formatted(caller, rows(), cols(), b.rows(), b.cols()));
        }
    }

    private void mustBeReal(String caller) {
        if (isComplex()) {
            throw new IllegalArgumentException(
                    caller + ": wants a real matrix, found a complex one");
        }
    }

    // ---- object

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix b
                && rows() == b.rows()
                && cols() == b.cols()
                && isComplex() == b.isComplex()
                && Arrays.equals(toArray(), b.toArray());
    }

    @Override
    public int hashCode() {
        return List.of(rows(), cols(), isComplex()).hashCode() + Arrays.hashCode(toArray());
    }

    /// Shape, type and norm; the entries too where they fit on a few lines.
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "Matrix %d×%d %s, norm %.6g",
                                rows(),
                                cols(),
                                isComplex() ? "complex" : "real",
                                norm()));
        if (rows() <= 8 && cols() <= 8) {
            for (int i = 0; i < rows(); i++) {
                text.append('\n');
                for (int j = 0; j < cols(); j++) {
                    Complex z = at(i, j);
                    text.append(String.format(Locale.ROOT, " %11.4g", z.re()));
                    if (isComplex()) {
                        text.append(String.format(Locale.ROOT, "%+.4gi", z.im()));
                    }
                }
            }
        }
        return text.toString();
    }
}
