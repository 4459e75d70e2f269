package org.bugle.models.spin;

import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.MatrixFree;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// An operator of one- and two-site terms on all nᵈ amplitudes of d sites of n states, site 0
/// running fastest: what is diagonal is kept as one vector, everything else is applied entry by
/// entry with strides (for σ_x a flip of one bit). No nᵈ×nᵈ array is made.
public final class AmplitudeOperator {
    /// More amplitudes are not followed.
    public static final int MOST_AMPLITUDES = 1 << 16;

    private final int states;
    private final int amplitudes;
    private final double[] diagonal; // complex interleaved
    private final List<Term> terms = new ArrayList<>();

    /// Nonzero entries off the diagonal, for all indices of the other sites: base = low + middle ·
    /// middleStride + high · highStride.
    private record Term(
            int lows,
            int middles,
            int middleStride,
            int highs,
            int highStride,
            List<Entry> entries) {}

    /// y[base + row] += value · x[base + column].
    private record Entry(int row, int column, Complex value) {}

    AmplitudeOperator(int states, int sites) {
        this.states = states;
        amplitudes = power(sites);
        diagonal = new double[2 * amplitudes];
    }

    /// The operator of all terms.
    ///
    /// @throws IllegalArgumentException if the sites differ in size or there are more than
    ///   [#MOST_AMPLITUDES] amplitudes
    public static AmplitudeOperator of(PairHamiltonian h) {
        int states = h.sizes().getFirst();
        int sites = h.sites();
        if (h.sizes().stream().anyMatch(n -> n != states) || !fits(states, sites)) {
            throw new IllegalArgumentException(
                    "AmplitudeOperator: wants sites of one size and %d amplitudes at most, found the sizes %s"
                            .formatted(MOST_AMPLITUDES, h.sizes()));
        }
        AmplitudeOperator operator = new AmplitudeOperator(states, sites);
        Matrix one = Matrix.identity(states);
        for (int i = 0; i < sites; i++) {
            int site = i;
            h.local().get(i).ifPresent(s -> operator.add(site, s.apply(one)));
            for (PairFamily family : h.families()) {
                Matrix d = family.left().get(i).apply(one);
                for (int j = i + 1; j < sites; j++) {
                    Complex beta = family.beta().at(i, j);
                    Matrix e = family.right().get(j).apply(one);
                    operator.add(i, d.times(beta), j, e);
                }
            }
        }
        return operator;
    }

    /// Whether all amplitudes can be followed.
    public static boolean fits(int states, int sites) {
        return Math.pow(states, sites) <= MOST_AMPLITUDES;
    }

    private int power(int exponent) {
        return (int) Math.round(Math.pow(states, exponent));
    }

    /// Adds an operator n×n of one site.
    void add(int site, Matrix a) {
        int stride = power(site);
        add(a, new int[] {stride}, stride, 1, 0, amplitudes / (stride * states), stride * states);
    }

    /// Adds A on site i times B on site j > i.
    void add(int i, Matrix a, int j, Matrix b) {
        int first = power(i);
        int second = power(j);
        add(
                SpinMatrices.kronecker(b, a),
                new int[] {first, second},
                first,
                power(j - i - 1),
                first * states,
                amplitudes / (second * states),
                second * states);
    }

    /// @param strides of the sites of A, whose index runs fastest for the first of them
    private void add(
            Matrix a,
            int[] strides,
            int lows,
            int middles,
            int middleStride,
            int highs,
            int highStride) {
        List<Entry> entries = new ArrayList<>();
        for (int row = 0; row < a.rows(); row++) {
            for (int column = 0; column < a.cols(); column++) {
                Complex value = a.at(row, column);
                if (value.re() != 0 || value.im() != 0) {
                    entries.add(new Entry(offset(row, strides), offset(column, strides), value));
                }
            }
        }
        Term whole = new Term(lows, middles, middleStride, highs, highStride, entries);
        for (Entry entry : entries) {
            if (entry.row == entry.column) {
                visit(
                        whole,
                        base -> {
                            diagonal[2 * (base + entry.row)] += entry.value.re();
                            diagonal[2 * (base + entry.row) + 1] += entry.value.im();
                        });
            }
        }
        entries.removeIf(entry -> entry.row == entry.column);
        if (!entries.isEmpty()) {
            terms.add(whole);
        }
    }

    private int offset(int index, int[] strides) {
        int offset = 0;
        int rest = index;
        for (int stride : strides) {
            offset += rest % states * stride;
            rest /= states;
        }
        return offset;
    }

    private static void visit(Term term, IntConsumer at) {
        for (int high = 0; high < term.highs; high++) {
            for (int middle = 0; middle < term.middles; middle++) {
                int start = high * term.highStride + middle * term.middleStride;
                for (int base = start; base < start + term.lows; base++) {
                    at.accept(base);
                }
            }
        }
    }

    private boolean isReal() {
        for (int k = 1; k < diagonal.length; k += 2) {
            if (diagonal[k] != 0) {
                return false;
            }
        }
        return terms.stream().flatMap(t -> t.entries.stream()).allMatch(e -> e.value.isReal());
    }

    private Matrix apply(Matrix x, boolean adjoint) {
        LinearMap.requireRows("AmplitudeOperator", amplitudes, x.rows());
        Matrix[] columns = new Matrix[x.cols()];
        for (int k = 0; k < columns.length; k++) {
            double[] from = x.columns(k, k + 1).toComplex().toArray();
            double[] to = new double[from.length];
            multiplyDiagonal(from, to, adjoint ? -1 : 1);
            for (Term term : terms) {
                for (Entry e : term.entries) {
                    if (adjoint) {
                        multiply(term, e.column, e.row, e.value.conjugate(), from, to);
                    } else {
                        multiply(term, e.row, e.column, e.value, from, to);
                    }
                }
            }
            columns[k] = Matrix.ofComplexColumnMajor(amplitudes, 1, to);
        }
        return Matrix.hcat(columns);
    }

    private void multiplyDiagonal(double[] x, double[] y, int sign) {
        for (int k = 0; k < x.length; k += 2) {
            double im = sign * diagonal[k + 1];
            y[k] = diagonal[k] * x[k] - im * x[k + 1];
            y[k + 1] = diagonal[k] * x[k + 1] + im * x[k];
        }
    }

    private static void multiply(
            Term term, int row, int column, Complex value, double[] x, double[] y) {
        double re = value.re();
        double im = value.im();
        int shift = 2 * (column - row);
        for (int high = 0; high < term.highs; high++) {
            for (int middle = 0; middle < term.middles; middle++) {
                int base = high * term.highStride + middle * term.middleStride;
                int start = 2 * (base + row);
                for (int k = start; k < start + 2 * term.lows; k += 2) {
                    double a = x[k + shift];
                    double b = x[k + shift + 1];
                    y[k] += re * a - im * b;
                    y[k + 1] += re * b + im * a;
                }
            }
        }
    }

    /// As a complex map nᵈ×nᵈ.
    ///
    /// @param hermitian whether it is
    public MatrixFree map(boolean hermitian) {
        return new MatrixFree(
                amplitudes, amplitudes, true, hermitian, x -> apply(x, false), x -> apply(x, true));
    }

    /// e^{τA} of amplitudes n×…×n, mode l being site l, by Krylov spaces to 10⁻¹².
    ///
    /// @param hermitian whether A is
    public Tensor exp(Complex tau, boolean hermitian, Tensor start) {
        int[] shape = start.shape();
        Matrix x = start.reshape(amplitudes, 1).unfold(0);
        Matrix y = Expmv.ACCURATE.exp(BlockOperator.of(map(hermitian)), tau, x);
        boolean real = isReal() && tau.isReal() && !start.isComplex();
        return Tensor.of(real ? y.real() : y).reshape(shape);
    }
}
