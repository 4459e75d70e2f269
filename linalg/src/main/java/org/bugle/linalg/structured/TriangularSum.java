package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;

import java.util.List;
import java.util.stream.IntStream;

/// Solves σX − η Σ_i X ×_i T_i = C with T_i diagonal or upper triangular, and at most one general
/// operator. The modes are put in the order general, diagonal, triangular. The slices of the last
/// triangular mode are then contiguous, and decouple from the last index j backwards into the same
/// problem with σ − η t_jj for σ and one mode less:
///
/// σX_j − ηt_jj X_j − η Σ_{i<d} X_j ×_i T_i = C_j + η Σ_{k>j} t_jk X_k
///
/// What remains without triangular modes is a block to be divided entry by entry, or column by
/// column through resolvents.
final class TriangularSum {
    private final int[] order; // of the modes
    private final List<TriangularForm> triangular;
    private final List<ShiftedForm> general; // at most one
    private final double eta;
    private final double[] re; // of ηΣλ over the diagonal modes, first mode fastest
    private final double[] im; // empty if all λ are real

    /// @param shape of X, along a Fourier mode of ⌊n/2⌋ + 1 numbers if the first half of the
    ///   spectrum suffices
    TriangularSum(List<ModeForm> forms, int[] shape, double eta) {
        List<Integer> modes = IntStream.range(0, shape.length).boxed().toList();
        this.eta = eta;
        order =
                IntStream.rangeClosed(0, 2)
                        .flatMap(place ->
                                modes.stream()
                                        .filter(i -> place(forms.get(i)) == place)
                                        .mapToInt(i -> i))
                        .toArray();
        triangular = pick(forms, TriangularForm.class);
        general = pick(forms, ShiftedForm.class);
        List<Integer> diagonal = modes.stream().filter(i -> place(forms.get(i)) == 1).toList();
        boolean real = diagonal.stream().allMatch(i -> eigenvalues(forms.get(i)).areReal());
        re = sums(diagonal, forms, shape, false);
        im = real ? new double[0] : sums(diagonal, forms, shape, true);
    }

    private static <T> List<T> pick(List<ModeForm> forms, Class<T> kind) {
        return forms.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static int place(ModeForm form) {
        return switch (form) {
            case ShiftedForm _ -> 0;
            case DiagonalForm _, FourierForm _, HermitianForm _ -> 1;
            case TriangularForm _ -> 2;
        };
    }

    private static Eigenvalues eigenvalues(ModeForm form) {
        return switch (form) {
            case DiagonalForm diagonal -> diagonal.eigenvalues();
            case FourierForm fourier -> fourier.eigenvalues();
            case HermitianForm hermitian -> hermitian.eigenvalues();
            case ShiftedForm _, TriangularForm _ ->
                    throw new IllegalArgumentException("TriangularSum: not a diagonal mode");
        };
    }

    private double[] sums(List<Integer> diagonal, List<ModeForm> forms, int[] shape, boolean imag) {
        double[] result = new double[1];
        for (int mode : diagonal) {
            Eigenvalues values = eigenvalues(forms.get(mode));
            double[] wider = new double[result.length * shape[mode]];
            for (int k = 0, to = 0; k < shape[mode]; k++) {
                double value = eta * (imag ? values.im(k) : values.re(k));
                for (double sum : result) {
                    wider[to++] = sum + value;
                }
            }
            result = wider;
        }
        return result;
    }

    /// X.
    ///
    /// @throws ArithmeticException if the sum is exactly singular
    Tensor solve(double sigma, Tensor c) {
        Tensor ordered = isOrdered() ? c : c.permute(order);
        boolean complex =
                c.isComplex()
                        || im.length > 0
                        || !triangular.isEmpty()
                        || general.stream().anyMatch(ShiftedForm::isComplex);
        Buffer x =
                complex && !c.isComplex() ? ordered.buffer().promoted() : ordered.buffer().copy();
        solve(triangular.size(), sigma, 0, x);
        Tensor solution = Tensor.over(ordered.shape(), x);
        return isOrdered() ? solution : solution.permute(inverse());
    }

    private boolean isOrdered() {
        return IntStream.range(0, order.length).allMatch(k -> order[k] == k);
    }

    private int[] inverse() {
        int[] result = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            result[order[k]] = k;
        }
        return result;
    }

    /// In place, with the first `level` triangular modes and σ = re + i im.
    private void solve(int level, double sigmaRe, double sigmaIm, Buffer x) {
        if (level == 0) {
            divide(sigmaRe, sigmaIm, x);
            return;
        }
        TriangularForm form = triangular.get(level - 1);
        int n = form.size();
        if (general.isEmpty() && x.rows() * x.columns() == n) {
            substitute(sigmaRe, sigmaIm, form, x);
            return;
        }
        double[] t = form.triangle().buffer().array();
        Buffer slices = x.reshaped(x.rows() * x.columns() / n, n);
        for (int j = n - 1; j >= 0; j--) {
            Buffer slice = slices.columns(j, j + 1);
            if (j + 1 < n) {
                Buffer solved = slices.columns(j + 1, n);
                slice.addProduct(eta, Op.NONE, solved, Op.NONE, form.rows().get(j));
            }
            int diagonal = 2 * j * (n + 1);
            double shiftedRe = sigmaRe - eta * t[diagonal];
            double shiftedIm = sigmaIm - eta * t[diagonal + 1];
            solve(level - 1, shiftedRe, shiftedIm, slice);
        }
    }

    /// One triangular system (σ − ηΣλ − ηT) x = c, the innermost loop where no other mode is left.
    private void substitute(double sigmaRe, double sigmaIm, TriangularForm form, Buffer x) {
        double[] t = form.triangle().buffer().array();
        double[] array = x.array();
        int n = form.size();
        for (int j = n - 1; j >= 0; j--) {
            int column = 2 * j * n;
            double a = sigmaRe - re[0] - eta * t[column + 2 * j];
            double b = sigmaIm - (im.length == 0 ? 0 : im[0]) - eta * t[column + 2 * j + 1];
            double square = a * a + b * b;
            if (square == 0) {
                throw singular(sigmaRe);
            }
            int at = x.start() + 2 * j;
            double solvedRe = (array[at] * a + array[at + 1] * b) / square;
            double solvedIm = (array[at + 1] * a - array[at] * b) / square;
            array[at] = solvedRe;
            array[at + 1] = solvedIm;
            double factorRe = eta * solvedRe;
            double factorIm = eta * solvedIm;
            for (int i = 0, to = x.start(); i < 2 * j; i += 2, to += 2) {
                array[to] += factorRe * t[column + i] - factorIm * t[column + i + 1];
                array[to + 1] += factorRe * t[column + i + 1] + factorIm * t[column + i];
            }
        }
    }

    private void divide(double sigmaRe, double sigmaIm, Buffer x) {
        if (!general.isEmpty()) {
            resolve(sigmaRe, sigmaIm, general.getFirst(), x);
        } else if (x.isComplex()) {
            divideComplex(sigmaRe, sigmaIm, x);
        } else {
            divideReal(sigmaRe, x);
        }
    }

    private void divideReal(double sigma, Buffer x) {
        double[] array = x.array();
        for (int i = 0, at = x.start(); i < re.length; i++, at++) {
            double divisor = sigma - re[i];
            if (divisor == 0) {
                throw singular(sigma);
            }
            array[at] /= divisor;
        }
    }

    private void divideComplex(double sigmaRe, double sigmaIm, Buffer x) {
        double[] array = x.array();
        boolean real = im.length == 0;
        for (int i = 0, at = x.start(); i < re.length; i++, at += 2) {
            double a = sigmaRe - re[i];
            double b = real ? sigmaIm : sigmaIm - im[i];
            double square = a * a + b * b;
            if (square == 0) {
                throw singular(sigmaRe);
            }
            double quotient = (array[at] * a + array[at + 1] * b) / square;
            array[at + 1] = (array[at + 1] * a - array[at] * b) / square;
            array[at] = quotient;
        }
    }

    /// One column at a time: ((σ − ηΣλ)/η − A) x = c/η.
    private void resolve(double sigmaRe, double sigmaIm, ShiftedForm form, Buffer x) {
        int n = form.size();
        Buffer columns = x.reshaped(n, re.length);
        if (eta == 0) { // nothing acts, and σ has not been shifted
            if (sigmaRe == 0) {
                throw singular(sigmaRe);
            }
            x.scale(1 / sigmaRe);
            return;
        }
        Parallel.forEach(
                re.length,
                k -> {
                    Complex shift =
                            new Complex(
                                    (sigmaRe - re[k]) / eta,
                                    (im.length == 0 ? sigmaIm : sigmaIm - im[k]) / eta);
                    Matrix column = Matrix.over(columns.columns(k, k + 1));
                    Matrix solution = form.operator().resolvent(shift).solve(column).times(1 / eta);
                    columns.columns(k, k + 1).set(solution.buffer());
                });
    }

    static ArithmeticException singular(double sigma) {
        return new ArithmeticException(
                "KroneckerSumSolver: σ − ηΣ_i A_i is singular, η times a sum of eigenvalues is σ = %s"
                        .formatted(sigma));
    }
}
