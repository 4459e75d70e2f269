package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.kernel.Buffer;
import org.jtransforms.fft.DoubleFFT_1D;

/// A circulant operator: A = F⁻¹ diag(λ) F with the discrete Fourier transform F, O(n log n) a
/// column. Of a real tensor the wave numbers 0 … ⌊n/2⌋ suffice, the others being their conjugates.
final class FourierForm implements ModeForm {
    private final int n;
    private final boolean complex;
    private final Eigenvalues eigenvalues;
    private final DoubleFFT_1D fourier;

    FourierForm(Circulant a) {
        n = a.rows();
        complex = a.isComplex();
        eigenvalues = Eigenvalues.of(a.symbol());
        fourier = new DoubleFFT_1D(n);
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public boolean isComplex() {
        return complex;
    }

    Eigenvalues eigenvalues() {
        return eigenvalues;
    }

    /// F along `mode`, complex.
    Tensor forward(Tensor x, int mode) {
        return inPlace(x, mode, fourier::complexForward);
    }

    /// F⁻¹ along `mode`, complex.
    Tensor backward(Tensor x, int mode) {
        return inPlace(x, mode, column -> fourier.complexInverse(column, true));
    }

    // ---- in real numbers

    /// Whether A is real and symmetric, and so diagonal in the real Fourier basis.
    boolean isSymmetric() {
        return !complex && eigenvalues.areReal();
    }

    /// The eigenvalues in the order of [#coefficients].
    Eigenvalues realEigenvalues() {
        return Eigenvalues.of(Matrix.generate(n, 1, (j, _) -> eigenvalues.re(wave(j))));
    }

    private int wave(int j) {
        return j < 2 ? j * (n / 2) : j / 2;
    }

    /// The coefficients of every column in the orthonormal basis of sines and cosines, in the order
    /// of JTransforms.
    Matrix coefficients(Matrix x) {
        Buffer result = x.buffer().copy();
        for (int j = 0; j < x.cols(); j++) {
            fourier.realForward(result.array(), j * n);
            scale(result.array(), j * n, 1 / Math.sqrt(n), Math.sqrt(2));
        }
        return Matrix.over(result);
    }

    /// The columns of these coefficients.
    Matrix synthesis(Matrix x) {
        Buffer result = x.buffer().copy();
        for (int j = 0; j < x.cols(); j++) {
            scale(result.array(), j * n, Math.sqrt(n), Math.sqrt(0.5));
            fourier.realInverse(result.array(), j * n, true);
        }
        return Matrix.over(result);
    }

    /// Times the factor, and √2 where sine and cosine share what the exponential has alone.
    private void scale(double[] array, int start, double factor, double root) {
        int alone = n % 2 == 0 ? 2 : 1; // the constant, and what alternates
        for (int i = 0; i < n; i++) {
            array[start + i] *= i < alone ? factor : factor * root;
        }
    }

    private interface Transform {
        void apply(double[] column);
    }

    private Tensor inPlace(Tensor x, int mode, Transform transform) {
        Buffer result = x.isComplex() ? x.buffer().copy() : x.buffer().promoted();
        double[] array = result.array();
        int stride = stride(x.shape(), mode);
        double[] column = new double[2 * n];
        for (int q = 0; q < x.size() / n; q++) {
            int start = q / stride * stride * n + q % stride;
            gather(array, 2 * start, 2 * stride, n, column);
            transform.apply(column);
            scatter(column, n, array, 2 * start, 2 * stride);
        }
        return Tensor.over(x.shape(), result);
    }

    /// The wave numbers 0 … ⌊n/2⌋ of a real tensor along `mode`.
    Tensor forwardHalf(Tensor x, int mode) {
        int half = n / 2 + 1;
        int[] shape = x.shape();
        int stride = stride(shape, mode);
        shape[mode] = half;
        double[] from = x.buffer().array();
        Buffer result = new Buffer(x.size() / n * half, 1, true);
        double[] packed = new double[n];
        double[] column = new double[2 * half];
        for (int q = 0; q < x.size() / n; q++) {
            int start = x.buffer().start() + q / stride * stride * n + q % stride;
            for (int i = 0; i < n; i++) {
                packed[i] = from[start + i * stride];
            }
            fourier.realForward(packed);
            unpack(packed, column);
            int to = q / stride * stride * half + q % stride;
            scatter(column, half, result.array(), 2 * to, 2 * stride);
        }
        return Tensor.over(shape, result);
    }

    /// The real tensor with these wave numbers 0 … ⌊n/2⌋ along `mode`.
    Tensor backwardHalf(Tensor x, int mode) {
        int half = n / 2 + 1;
        int[] shape = x.shape();
        int stride = stride(shape, mode);
        shape[mode] = n;
        int columns = x.size() / half;
        Buffer result = new Buffer(columns * n, 1, false);
        double[] packed = new double[n];
        double[] column = new double[2 * half];
        for (int q = 0; q < columns; q++) {
            int from = q / stride * stride * half + q % stride;
            gather(x.buffer().array(), x.buffer().start() + 2 * from, 2 * stride, half, column);
            pack(column, packed);
            fourier.realInverse(packed, true);
            int to = q / stride * stride * n + q % stride;
            for (int i = 0; i < n; i++) {
                result.array()[to + i * stride] = packed[i];
            }
        }
        return Tensor.over(shape, result);
    }

    /// From the order of JTransforms, which puts the last number that is not zero for being real
    /// (Re n/2 for even n, Im (n − 1)/2 for odd n) into the place of Im 0.
    private void unpack(double[] packed, double[] column) {
        System.arraycopy(packed, 0, column, 0, n);
        column[1] = 0;
        if (n > 1) {
            column[n] = packed[1];
        }
    }

    private void pack(double[] column, double[] packed) {
        System.arraycopy(column, 0, packed, 0, n);
        if (n > 1) {
            packed[1] = column[n];
        }
    }

    private static void gather(double[] from, int start, int step, int count, double[] column) {
        for (int i = 0; i < count; i++) {
            column[2 * i] = from[start + i * step];
            column[2 * i + 1] = from[start + i * step + 1];
        }
    }

    private static void scatter(double[] column, int count, double[] to, int start, int step) {
        for (int i = 0; i < count; i++) {
            to[start + i * step] = column[2 * i];
            to[start + i * step + 1] = column[2 * i + 1];
        }
    }

    private static int stride(int[] shape, int mode) {
        int result = 1;
        for (int k = 0; k < mode; k++) {
            result *= shape[k];
        }
        return result;
    }
}
