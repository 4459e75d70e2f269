package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;
import org.jtransforms.fft.DoubleFFT_1D;

import java.util.List;
import java.util.stream.IntStream;

/// A map that is diagonal in the discrete Fourier basis of a periodic grid of several directions,
/// the last of which runs first: A = F⁻¹ diag(λ) F. It costs O(N log N) for each column of N
/// values.
public final class FourierMultiplier implements LinearMap {
    /// λ for the wave numbers −n_i/2 < k_i ≤ n_i/2.
    @FunctionalInterface
    public interface Symbol {
        Complex at(int[] waveNumbers);
    }

    private final int[] shape;
    private final List<DoubleFFT_1D> fourier;
    private final Matrix eigenvalues; // N×1, complex
    private final boolean real;

    /// @param shape numbers of points of the directions
    /// @param isReal whether λ(−k) is the conjugate of λ(k), so that real blocks have real images
    public FourierMultiplier(List<Integer> shape, boolean isReal, Symbol symbol) {
        this.shape = shape.stream().mapToInt(n -> n).toArray();
        int points = IntStream.of(this.shape).reduce(1, Math::multiplyExact);
        fourier = shape.stream().map(DoubleFFT_1D::new).toList();
        real = isReal;
        eigenvalues =
                Matrix.generateComplex(points, 1, (place, _) -> symbol.at(waveNumbers(place)));
    }

    private int[] waveNumbers(int place) {
        int[] result = new int[shape.length];
        int rest = place;
        for (int i = shape.length - 1; i >= 0; i--) {
            int k = rest % shape[i];
            result[i] = 2 * k <= shape[i] ? k : k - shape[i];
            rest /= shape[i];
        }
        return result;
    }

    @Override
    public int rows() {
        return eigenvalues.rows();
    }

    @Override
    public int cols() {
        return rows();
    }

    @Override
    public boolean isComplex() {
        return !real;
    }

    @Override
    public Matrix apply(Matrix x) {
        return multiplied(eigenvalues, x);
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return multiplied(eigenvalues.conjugate(), w);
    }

    private Matrix multiplied(Matrix lambda, Matrix x) {
        LinearMap.requireRows("FourierMultiplier", rows(), x.rows());
        Matrix[] images = new Matrix[x.cols()];
        for (int j = 0; j < images.length; j++) {
            Buffer column = x.columns(j, j + 1).buffer().promoted().copy();
            transform(column.array(), true);
            Matrix image = lambda.hadamard(Matrix.over(column));
            transform(image.buffer().array(), false);
            images[j] = real && !x.isComplex() ? image.real() : image;
        }
        return images.length == 0 ? x : Matrix.hcat(images);
    }

    /// Along every direction, in place.
    private void transform(double[] values, boolean forward) {
        int points = rows();
        Work.count(5 * points * Math.log(points) / Math.log(2), 4.0 * points);
        int stride = points;
        for (int i = 0; i < shape.length; i++) {
            int n = shape[i];
            stride /= n;
            double[] line = new double[2 * n];
            for (int q = 0; q < points / n; q++) {
                int start = q / stride * stride * n + q % stride;
                for (int k = 0; k < n; k++) {
                    line[2 * k] = values[2 * (start + k * stride)];
                    line[2 * k + 1] = values[2 * (start + k * stride) + 1];
                }
                if (forward) {
                    fourier.get(i).complexForward(line);
                } else {
                    fourier.get(i).complexInverse(line, true);
                }
                for (int k = 0; k < n; k++) {
                    values[2 * (start + k * stride)] = line[2 * k];
                    values[2 * (start + k * stride) + 1] = line[2 * k + 1];
                }
            }
        }
    }
}
