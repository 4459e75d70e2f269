package org.bugle.integrator.implicit;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.Step;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.Scaled;
import org.bugle.lowrank.Tucker;
import org.bugle.operator.Coefficient;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Equations with exact solutions on periodic grids (spec `rail` §6), and random ones.
final class RailCases {
    private RailCases() {}

    /// n cell-centred points of a period that begins at `from`.
    record Axis(int n, double from, double period) {
        double x(int i) {
            return from + (i + 0.5) * period / n;
        }

        Matrix column(DoubleUnaryOperator f) {
            return Matrix.generate(n, 1, (i, _) -> f.applyAsDouble(x(i)));
        }

        Optional<Operator> diffusion(double d) {
            return Optional.of(new Scaled(Complex.real(d), Circulant.derivative(n, period, 2)));
        }

        Optional<LinearMap> derivative() {
            return Optional.of(Circulant.derivative(n, period, 1));
        }

        Optional<LinearMap> position() {
            return Optional.of(new Diagonal(column(x -> x)));
        }
    }

    /// A product of functions, one a mode.
    static Tucker product(Axis axis, DoubleUnaryOperator... functions) {
        return Tucker.product(1, List.of(functions).stream().map(axis::column).toList());
    }

    /// E1: ¼ u_xx + ⅑ u_yy, sin x sin y + sin 2x sin 2y on a period 2π.
    static final Axis E1_AXIS = new Axis(64, 0, 2 * Math.PI);

    static SplitEquation diffusion() {
        return new SplitEquation(
                List.of(64, 64),
                List.of(E1_AXIS.diffusion(1.0 / 4), E1_AXIS.diffusion(1.0 / 9)),
                List.of(),
                List.of());
    }

    static Tucker diffusionStart() {
        DoubleUnaryOperator twice = x -> Math.sin(2 * x);
        return product(E1_AXIS, Math::sin, Math::sin)
                .plus(product(E1_AXIS, twice, twice))
                .orthonormalized();
    }

    /// T2: u_t + u_x + u_y + u_z = ⅙ Δu, 1 + Σ_k Π_j sin(k x_j) on a period 2π.
    static final Axis T2_AXIS = new Axis(32, -Math.PI, 2 * Math.PI);

    static SplitEquation translation() {
        List<SplitEquation.Term> terms = new ArrayList<>();
        for (int mode = 0; mode < 3; mode++) {
            List<Optional<LinearMap>> factors = new ArrayList<>(none(3));
            factors.set(mode, T2_AXIS.derivative());
            terms.add(SplitEquation.Term.linear(Coefficient.of(-1), factors));
        }
        return new SplitEquation(
                List.of(32, 32, 32),
                Collections.nCopies(3, T2_AXIS.diffusion(1.0 / 6)),
                terms,
                List.of());
    }

    static Tucker translationStart() {
        DoubleUnaryOperator twice = x -> Math.sin(2 * x);
        return product(T2_AXIS, _ -> 1, _ -> 1, _ -> 1)
                .plus(product(T2_AXIS, Math::sin, Math::sin, Math::sin))
                .plus(product(T2_AXIS, twice, twice, twice))
                .orthonormalized();
    }

    static double translated(double t, double... x) {
        double u = 1;
        for (int k = 1; k <= 2; k++) {
            double product = Math.exp(-k * k * t / 2);
            for (double xj : x) {
                product *= Math.sin(k * (xj - t));
            }
            u += product;
        }
        return u;
    }

    /// u_t − ω y u_x + ω x u_y = d Δu in the first two of the modes.
    static SplitEquation rotation(Axis axis, int modes, double omega, double d) {
        List<Optional<LinearMap>> first = new ArrayList<>(none(modes));
        first.set(0, axis.derivative());
        first.set(1, axis.position());
        List<Optional<LinearMap>> second = new ArrayList<>(none(modes));
        second.set(0, axis.position());
        second.set(1, axis.derivative());
        return new SplitEquation(
                Collections.nCopies(modes, axis.n),
                Collections.nCopies(modes, axis.diffusion(d)),
                List.of(
                        SplitEquation.Term.linear(Coefficient.of(omega), first),
                        SplitEquation.Term.linear(Coefficient.of(-omega), second)),
                List.of());
    }

    private static List<Optional<LinearMap>> none(int modes) {
        return Collections.nCopies(modes, Optional.empty());
    }

    /// A term of every kind, nothing symmetric, and time in all coefficients.
    static SplitEquation random(List<Integer> sizes, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Optional<Operator>> stiff = new ArrayList<>();
        List<Optional<LinearMap>> one = new ArrayList<>();
        List<Optional<LinearMap>> two = new ArrayList<>();
        for (int n : sizes) {
            stiff.add(Optional.of(Dense.of(Cases.gaussian(n, n, complex, random))));
            one.add(Optional.of(Dense.of(Cases.gaussian(n, n, complex, random).times(0.3))));
            two.add(Optional.of(Dense.of(Cases.gaussian(n, n, complex, random).times(0.1))));
        }
        stiff.set(1, Optional.empty());
        one.set(0, Optional.empty());
        Coefficient c = Coefficient.of((double t) -> Math.cos(3 * t));
        return new SplitEquation(
                sizes,
                stiff,
                List.of(
                        SplitEquation.Term.linear(
                                complex ? c.times(new Complex(0.6, 0.8)) : c, one),
                        new SplitEquation.Term(Coefficient.of((double t) -> 1 + t), two, 2)),
                List.of(
                        new SplitEquation.Source(
                                Coefficient.of((double t) -> Math.exp(2 * t)),
                                tucker(sizes, 2, complex, seed + 1))));
    }

    /// A tensor of ranks r with orthonormal bases.
    static Tucker tucker(List<Integer> sizes, int r, boolean complex, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Matrix> bases =
                sizes.stream().map(n -> Cases.basis(n, Math.min(n, r), complex, random)).toList();
        int[] shape = bases.stream().mapToInt(Matrix::cols).toArray();
        int rest = IntStream.of(shape).skip(1).reduce(1, (a, b) -> a * b);
        Matrix core = Cases.gaussian(shape[0], rest, complex, random);
        return new Tucker(Tensor.fold(core, 0, shape), bases);
    }

    /// n equal steps from 0 to the end.
    static Step<Tucker> run(Rail rail, SplitEquation equation, Tucker y, double end, int n) {
        Step<Tucker> step = rail.step(equation, new Span(0, 0, 0, end / n), y);
        for (int i = 1; i < n; i++) {
            step = rail.step(equation, new Span(i, 0, end * i / n, end / n), step.value());
        }
        return step;
    }

    /// Σ |u − exact| times the volume of a cell.
    static double errorL1(Tensor u, Axis axis, ToDoubleFunction<double[]> exact) {
        Tensor error =
                Tensor.generate(
                        u.shape(),
                        index -> {
                            double[] x = IntStream.of(index).mapToDouble(axis::x).toArray();
                            return Math.abs(u.get(index) - exact.applyAsDouble(x));
                        });
        double sum = 0;
        for (double e : error.toArray()) {
            sum += e;
        }
        return sum * Math.pow(axis.period / axis.n, u.order());
    }
}
