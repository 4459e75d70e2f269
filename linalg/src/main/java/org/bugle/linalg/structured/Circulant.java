package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;
import org.jtransforms.fft.DoubleFFT_1D;
import org.visnow.jlargearrays.ConcurrencyUtils;

/// A circulant n×n matrix, diagonal in the discrete Fourier basis: A = F⁻¹ diag(λ) F with F_{kj} =
/// e^{−2πi kj/n}. Its symbol λ_k belongs to the wave number k for k ≤ n/2 and to k − n above.
/// Action, resolvent and exponential are exact by the symbol and cost O(n log n) a column.
public final class Circulant implements Operator, InPlace {
    static { // one thread, as in BLAS: the parallelism of a run is above it
        ConcurrencyUtils.setNumberOfThreads(1);
    }

    /// Wave numbers whose factors are made from one sine.
    private static final int STRIDE = 32;

    private final Matrix symbol; // n×1, complex
    private final boolean real; // λ_{n−k} = conj λ_k
    private final DoubleFFT_1D fourier;
    private final boolean isDerivative; // λ_k = kλ_1 for k < n/2, imaginary

    private Circulant(Matrix symbol, boolean real) {
        this.symbol = symbol;
        this.real = real;
        fourier = new DoubleFFT_1D(Math.max(1, symbol.rows()));
        isDerivative = isDerivative(symbol);
    }

    private static boolean isDerivative(Matrix symbol) {
        double[] lambda = symbol.buffer().array();
        boolean result = symbol.rows() > 2;
        for (int k = 0; 2 * k < symbol.rows() && result; k++) {
            result = lambda[2 * k] == 0 && lambda[2 * k + 1] == k * lambda[3];
        }
        return result;
    }

    /// The circulant with this first column: A_ij = c_{(i−j) mod n}.
    ///
    /// @throws IllegalArgumentException if c is not one column of at least one number
    public static Circulant ofFirstColumn(Matrix c) {
        requireColumn(c);
        Buffer symbol = c.buffer().promoted().copy();
        new DoubleFFT_1D(c.rows()).complexForward(symbol.array());
        return new Circulant(Matrix.over(symbol), !c.isComplex());
    }

    /// The circulant with these eigenvalues λ_k, k = 0 … n − 1. The map is real where λ_{n−k} is
    /// the conjugate of λ_k, exactly.
    ///
    /// @throws IllegalArgumentException if λ is not one column of at least one number
    public static Circulant ofSymbol(Matrix symbol) {
        requireColumn(symbol);
        int n = symbol.rows();
        boolean real = true;
        for (int k = 0; k < n; k++) {
            real &= symbol.at((n - k) % n, 0).isConjugateOf(symbol.at(k, 0));
        }
        return new Circulant(symbol.toComplex(), real);
    }

    /// The spectral derivative of the given order on n equidistant points of a period: λ_k = (2πik
    /// / period)^order. For even n the highest wave number n/2 has no sign, so its odd derivatives
    /// are set to zero.
    ///
    /// @throws IllegalArgumentException if n < 1, order < 0 or the period is not positive
    public static Circulant derivative(int n, double period, int order) {
        if (n < 1 || order < 0 || !(period > 0)) {
            throw new IllegalArgumentException(
                    "Circulant: a derivative wants n ≥ 1, order ≥ 0 and a period > 0, found %d, %d and %s"
                            .formatted(n, order, period));
        }
        double unit = 2 * Math.PI / period;
        Complex turn =
                switch (order % 4) {
                    case 0 -> Complex.ONE;
                    case 1 -> Complex.I;
                    case 2 -> Complex.ONE.negate();
                    default -> Complex.I.negate();
                };
        Matrix symbol =
                Matrix.generateComplex(
                        n,
                        1,
                        (k, _) -> {
                            boolean signless = 2 * k == n && order % 2 == 1;
                            int wave = signless ? 0 : 2 * k <= n ? k : k - n;
                            return turn.times(Math.pow(unit * wave, order));
                        });
        return new Circulant(symbol, true);
    }

    /// F X: the Fourier coefficients of every column, complex.
    public static Matrix transform(Matrix x) {
        return fourier(x, (fourier, column) -> fourier.complexForward(column));
    }

    /// F⁻¹ X, complex.
    public static Matrix inverseTransform(Matrix x) {
        return fourier(x, (fourier, column) -> fourier.complexInverse(column, true));
    }

    private interface Transform {
        void apply(DoubleFFT_1D fourier, double[] column);
    }

    private static Matrix fourier(Matrix x, Transform transform) {
        int n = x.rows();
        Buffer result = x.buffer().promoted().copy();
        if (n == 0) {
            return Matrix.over(result);
        }
        DoubleFFT_1D fourier = new DoubleFFT_1D(n);
        double[] column = new double[2 * n];
        for (int j = 0; j < x.cols(); j++) {
            System.arraycopy(result.array(), 2 * n * j, column, 0, 2 * n);
            transform.apply(fourier, column);
            System.arraycopy(column, 0, result.array(), 2 * n * j, 2 * n);
        }
        return Matrix.over(result);
    }

    private static void requireColumn(Matrix c) {
        if (c.cols() != 1 || c.rows() < 1) {
            throw new IllegalArgumentException(
                    "Circulant: wants one column of at least one number, found %d×%d"
                            .formatted(c.rows(), c.cols()));
        }
    }

    /// The eigenvalues λ_k as a complex column.
    public Matrix symbol() {
        return symbol;
    }

    @Override
    public int rows() {
        return symbol.rows();
    }

    @Override
    public int cols() {
        return symbol.rows();
    }

    @Override
    public boolean isComplex() {
        return !real;
    }

    @Override
    public boolean isHermitian() {
        return symbol.imag().maxAbs() == 0;
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        multiply(1, x, y);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        multiply(-1, w, y);
    }

    /// With the symbol (sign 1) or its conjugate (sign −1).
    private void multiply(int sign, Buffer x, Buffer y) {
        int n = rows();
        requireFit(n, n, x, y);
        double[] work = new double[2 * n];
        // a real map acts on two real columns as on the parts of a complex one
        int together = y.isComplex() ? 1 : 2;
        for (int j = 0; j < x.columns(); j += together) {
            boolean pair = together == 2 && j + 1 < x.columns();
            for (int i = 0; i < n; i++) {
                int from = x.start() + (j * n + i) * x.width();
                work[2 * i] = x.array()[from];
                work[2 * i + 1] =
                        x.isComplex() ? x.array()[from + 1] : pair ? x.array()[from + n] : 0;
            }
            filter(sign, work);
            for (int i = 0; i < n; i++) {
                int to = y.start() + (j * n + i) * y.width();
                y.array()[to] = work[2 * i];
                if (y.isComplex()) {
                    y.array()[to + 1] = work[2 * i + 1];
                } else if (pair) {
                    y.array()[to + n] = work[2 * i + 1];
                }
            }
        }
    }

    private void filter(int sign, double[] work) {
        int n = rows();
        // 5 n log₂ n for each transform
        Work.count(10 * n * Math.log(n) / Math.log(2) + 6 * n, 4.0 * n);
        fourier.complexForward(work);
        double[] lambda = symbol.buffer().array();
        for (int k = 0; k < work.length; k += 2) {
            double re = lambda[k] * work[k] - sign * lambda[k + 1] * work[k + 1];
            work[k + 1] = lambda[k] * work[k + 1] + sign * lambda[k + 1] * work[k];
            work[k] = re;
        }
        fourier.complexInverse(work, true);
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        Circulant inverse =
                map(sigma.isReal(), (k, z) -> Singular.inverse("Circulant", sigma, z, k));
        return inverse::apply;
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        return map(tau.isReal(), (_, z) -> tau.times(z).exp()).apply(x);
    }

    /// By real transforms where all is real and n is even.
    @Override
    public Matrix exp(double[] tau, Matrix x) {
        int n = rows();
        if (!real || x.isComplex() || n % 2 != 0) {
            return Operator.super.exp(tau, x);
        }
        LinearMap.requireRows("Circulant", n, x.rows());
        int each = Operator.blockWidth(tau, x);
        double[] lambda = symbol.buffer().array();
        double[] factors = new double[n];
        Buffer result = x.buffer().copy();
        for (int j = 0; j < tau.length; j++) {
            fill(factors, tau[j], lambda);
            for (int column = j * each; column < (j + 1) * each; column++) {
                filter(factors, result.array(), result.start() + n * column);
            }
        }
        return Matrix.over(result);
    }

    /// e^{τλ_k} for k ≤ n/2, in the order of JTransforms.
    private void fill(double[] factors, double tau, double[] lambda) {
        int half = rows() / 2;
        if (isDerivative) {
            fillTurns(factors, tau * lambda[3], half);
        } else {
            for (int k = 0; k < half; k++) {
                double size = Math.exp(tau * lambda[2 * k]);
                factors[2 * k] = size * Math.cos(tau * lambda[2 * k + 1]);
                factors[2 * k + 1] = size * Math.sin(tau * lambda[2 * k + 1]);
            }
        }
        factors[1] = Math.exp(tau * lambda[2 * half]); // of n/2, which is real as that of 0 is
    }

    /// e^{ikθ} = e^{iKθ} e^{i(k − K)θ} with K the multiple of 32 below k: no digits are lost as by
    /// powers of e^{iθ}, and few sines are computed.
    private static void fillTurns(double[] factors, double theta, int count) {
        double[] small = new double[2 * Math.min(STRIDE, count)];
        for (int k = 0; k < small.length / 2; k++) {
            small[2 * k] = Math.cos(k * theta);
            small[2 * k + 1] = Math.sin(k * theta);
        }
        for (int start = 0; start < count; start += STRIDE) {
            double re = Math.cos(start * theta);
            double im = Math.sin(start * theta);
            for (int k = 0; k < Math.min(STRIDE, count - start); k++) {
                factors[2 * (start + k)] = re * small[2 * k] - im * small[2 * k + 1];
                factors[2 * (start + k) + 1] = re * small[2 * k + 1] + im * small[2 * k];
            }
        }
    }

    /// Multiplies the real transform of a column, in the order of JTransforms, by factors in that
    /// order.
    private void filter(double[] factors, double[] x, int start) {
        int n = rows();
        // 2.5 n log₂ n for each transform
        Work.count(5 * n * Math.log(n) / Math.log(2) + 3 * n, 2.0 * n);
        fourier.realForward(x, start);
        x[start] *= factors[0];
        x[start + 1] *= factors[1];
        for (int k = 2; k < n; k += 2) {
            double re = factors[k] * x[start + k] - factors[k + 1] * x[start + k + 1];
            x[start + k + 1] = factors[k] * x[start + k + 1] + factors[k + 1] * x[start + k];
            x[start + k] = re;
        }
        fourier.realInverse(x, start, true);
    }

    private interface Function {
        Complex at(int index, Complex eigenvalue);
    }

    private Circulant map(boolean keepsReal, Function function) {
        Matrix image = Matrix.generateComplex(rows(), 1, (k, _) -> function.at(k, symbol.at(k, 0)));
        return new Circulant(image, real && keepsReal);
    }

    @Override
    public Circulant conjugate() {
        int n = rows();
        return real
                ? this
                : new Circulant(
                        Matrix.generateComplex(
                                n, 1, (k, _) -> symbol.at((n - k) % n, 0).conjugate()),
                        false);
    }

    @Override
    public Circulant adjoint() {
        return new Circulant(symbol.conjugate(), real);
    }
}
