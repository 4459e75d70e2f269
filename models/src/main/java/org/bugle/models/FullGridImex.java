package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Scaled;
import org.bugle.substep.ImexTableau;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An implicit-explicit Runge–Kutta method on the full grid, as the reference of the methods that
/// project its stages (spec `rail` §3): nothing is truncated, so the difference to it is what the
/// low rank costs. The stiff part must be a sum of circulants, one a mode, which the discrete
/// Fourier transform of all modes makes diagonal. Real equations; O(N^d log N) a stage, for a few
/// million points at most.
public final class FullGridImex {
    private final ImexTableau tableau;
    private final SplitEquation implicit; // the stiff part and the sources
    private final SplitEquation explicit;
    private final Tensor symbol; // of the stiff part, complex

    /// @throws IllegalArgumentException if the equation is complex, or an operator of the stiff
    ///   part is no circulant
    public FullGridImex(ImexTableau tableau, SplitEquation equation) {
        if (equation.isComplex()) {
            throw new IllegalArgumentException("FullGridImex: wants a real equation");
        }
        this.tableau = tableau;
        implicit =
                new SplitEquation(
                        equation.sizes(), equation.stiff(), List.of(), equation.sources());
        explicit =
                new SplitEquation(
                        equation.sizes(),
                        Collections.nCopies(equation.modes(), Optional.empty()),
                        equation.terms(),
                        List.of());
        List<Matrix> symbols = new ArrayList<>();
        for (int mode = 0; mode < equation.modes(); mode++) {
            Optional<Operator> a = equation.stiff().get(mode);
            symbols.add(
                    a.map(FullGridImex::symbol)
                            .orElse(Matrix.zerosComplex(equation.sizes().get(mode), 1)));
        }
        symbol =
                Tensor.generateComplex(
                        shape(),
                        index -> {
                            Complex sum = symbols.getFirst().at(index[0], 0);
                            for (int mode = 1; mode < index.length; mode++) {
                                sum = sum.plus(symbols.get(mode).at(index[mode], 0));
                            }
                            return sum;
                        });
    }

    private static Matrix symbol(Operator a) {
        return switch (a) {
            case Circulant circulant -> circulant.symbol();
            case Scaled(Complex factor, Operator inner) -> symbol(inner).times(factor);
            default ->
                    throw new IllegalArgumentException(
                            "FullGridImex: the operators of the stiff part must be circulants");
        };
    }

    private int[] shape() {
        return implicit.sizes().stream().mapToInt(n -> n).toArray();
    }

    /// The solution at `end` from a value at `start`, by equal steps.
    public Tensor run(Tensor u, double start, double end, int steps) {
        double h = (end - start) / steps;
        Tensor now = u;
        for (int i = 0; i < steps; i++) {
            now = step(now, start + i * h, h);
        }
        return now;
    }

    /// One step of size h from time t.
    public Tensor step(Tensor u, double t, double h) {
        List<Tensor> slow = new ArrayList<>(); // E_l
        List<Tensor> fast = new ArrayList<>(List.of(Tensor.zeros(shape()))); // Y_l, none at l = 0
        Tensor stage = u;
        for (int k = 1; k <= tableau.stages(); k++) {
            double time = t + tableau.c(k) * h;
            double eta = h * tableau.a(k, k);
            slow.add(explicit.evaluate(t + tableau.c(k - 1) * h, stage));
            Tensor known = u;
            for (int l = 0; l < k; l++) {
                known = plus(known, h * tableau.a(k, l), fast.get(l));
                known = plus(known, h * tableau.e(k, l), slow.get(l));
            }
            stage = solved(plus(known, eta, source(time)), eta);
            fast.add(implicit.evaluate(time, stage));
        }
        return stage;
    }

    private Tensor source(double t) {
        return implicit.evaluate(t, Tensor.zeros(shape()));
    }

    private static Tensor plus(Tensor a, double c, Tensor b) {
        return c == 0 ? a : a.plus(b.times(c));
    }

    /// (I − η Σ_j A_j)⁻¹.
    private Tensor solved(Tensor u, double eta) {
        Tensor spectrum = u.toComplex();
        for (int mode = 0; mode < u.order(); mode++) {
            spectrum = along(spectrum, mode, Circulant::transform);
        }
        double[] z = spectrum.toArray();
        double[] lambda = symbol.toArray();
        for (int i = 0; i < z.length; i += 2) {
            double re = 1 - eta * lambda[i];
            double im = -eta * lambda[i + 1];
            double modulus = re * re + im * im;
            double real = (z[i] * re + z[i + 1] * im) / modulus;
            z[i + 1] = (z[i + 1] * re - z[i] * im) / modulus;
            z[i] = real;
        }
        Tensor result = Tensor.ofComplex(shape(), z);
        for (int mode = 0; mode < u.order(); mode++) {
            result = along(result, mode, Circulant::inverseTransform);
        }
        return real(result);
    }

    private static Tensor real(Tensor u) {
        return Tensor.fold(u.unfold(0).real(), 0, u.shape());
    }

    private static Tensor along(Tensor u, int mode, UnaryOperator<Matrix> transform) {
        return Tensor.fold(transform.apply(u.unfold(mode)), mode, u.shape());
    }
}
