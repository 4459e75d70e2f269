package org.bugle.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.AlongDirection;
import org.bugle.linalg.structured.Circulant;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.ModeOde;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class VlasovEquationTest {
    private static final int M = 8;
    private static final int N = 6;
    private static final int R = 5;

    /// Two directions, with a field that is far from small.
    private static VlasovEquation equation(double strength) {
        Circulant dx = Circulant.derivative(M, 3, 1);
        Circulant dv = Circulant.derivative(N, 2, 1);
        Operator d1 = new AlongDirection(1, dx, M);
        Operator d2 = new AlongDirection(M, dx, 1);
        Matrix v1 = Matrix.generate(N * N, 1, (k, _) -> Math.floorDiv(k, N) / 3.0 - 1);
        Matrix v2 = Matrix.generate(N * N, 1, (k, _) -> k % N / 3.0 - 1);
        return new VlasovEquation(
                List.of(
                        new VlasovEquation.Direction(d1, v1, new AlongDirection(1, dv, N)),
                        new VlasovEquation.Direction(d2, v2, new AlongDirection(N, dv, 1))),
                Matrix.generate(N * N, 1, (_, _) -> 1.0 / N),
                rho -> List.of(d1.apply(rho).times(strength), d2.apply(rho).times(2 * strength)));
    }

    private static Matrix basis(int n, long seed) {
        return Qr.of(Matrix.randomGaussian(n, R, new SplitMix64(seed))).q();
    }

    /// The three small equations, each with a start.
    enum Restricted {
        K,
        L,
        S;

        ModeOde of(VlasovEquation equation) {
            Matrix u = basis(M * M, 1);
            Matrix v = basis(N * N, 2);
            return switch (this) {
                case K -> equation.kEquation(v);
                case L -> equation.lEquation(u);
                case S -> equation.sEquation(u, v);
            };
        }

        Matrix start() {
            int rows = this == K ? M * M : this == L ? N * N : R;
            return Matrix.randomGaussian(rows, R, new SplitMix64(3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRestrictionsAreThoseOfTheFullRightHandSide(Restricted restricted) {
        VlasovEquation equation = equation(0.4);
        Matrix u = basis(M * M, 1);
        Matrix v = basis(N * N, 2);
        Matrix one = Matrix.identity(R);
        Matrix x = restricted.start();
        Matrix expected =
                switch (restricted) {
                    case K -> equation.evaluate(0, new LowRankMatrix(x, one, v)).apply(v);
                    case L -> equation.evaluate(0, new LowRankMatrix(u, one, x)).applyAdjoint(u);
                    case S ->
                            u.adjointTimes(
                                    equation.evaluate(0, new LowRankMatrix(u, x, v)).apply(v));
                };
        Matrix found = restricted.of(equation).evaluate(0, x);
        assertThat(found.minus(expected).norm()).isLessThan(1e-13 * expected.norm());
    }

    @ParameterizedTest
    @EnumSource
    void exponentialsAreOfOrderTwo(Restricted restricted) {
        VlasovEquation equation = equation(0.4);
        double h = 0.02;
        Matrix x = restricted.start();
        Matrix exact = Substep.rk4(400).solve(restricted.of(equation), span(0, h), x);
        Matrix once = Substep.exponential().solve(restricted.of(equation), span(0, h), x);
        Matrix twice = x;
        for (int i = 0; i < 2; i++) {
            Span half = span(i * h / 2, h / 2);
            twice = Substep.exponential().solve(restricted.of(equation), half, twice);
        }
        double ratio = once.minus(exact).norm() / twice.minus(exact).norm();
        assertThat(once.minus(exact).norm()).isGreaterThan(1e-9).isLessThan(1e-2 * x.norm());
        assertThat(ratio).isBetween(3.6, 4.4);
    }

    @ParameterizedTest
    @EnumSource
    void backwardIsTheInverseOfForward(Restricted restricted) {
        VlasovEquation equation = equation(0);
        Matrix x = restricted.start();
        Matrix there = Substep.exponential().solve(restricted.of(equation), span(0, 0.5), x);
        ModeOde negated = restricted.of(equation).negated();
        Matrix back = Substep.exponential().solve(negated, span(0, 0.5), there);
        assertThat(there.minus(x).norm()).isGreaterThan(0.1);
        assertThat(back.minus(x).norm()).isLessThan(1e-12 * x.norm());
    }

    @Test // far beyond the limit of explicit methods
    void noStepIsTooLarge() {
        VlasovEquation equation = equation(1);
        for (Restricted restricted : Restricted.values()) {
            Matrix x = restricted.start();
            Matrix y = x;
            for (int i = 0; i < 20; i++) {
                y = Substep.exponential().solve(restricted.of(equation), span(5.0 * i, 5), y);
            }
            assertThat(y.norm()).isCloseTo(x.norm(), within(1e-10));
        }
    }

    @Test // f(t, x, v) = f(0, x − vt, v) in one direction
    void freeStreamingIsExact() {
        int n = 16;
        Matrix v = Matrix.generate(5, 1, (j, _) -> j - 2);
        var equation =
                new VlasovEquation(
                        List.of(
                                new VlasovEquation.Direction(
                                        Circulant.derivative(n, 2 * Math.PI, 1),
                                        v,
                                        Circulant.derivative(5, 5, 1))),
                        Matrix.generate(5, 1, (_, _) -> 1),
                        rho -> List.of(rho.times(0)));
        Matrix profile = Matrix.generate(5, 1, (j, _) -> 1.0 + j);
        Matrix k0 =
                Matrix.generate(n, 5, (i, j) -> profile.get(j, 0) * Math.cos(2 * Math.PI * i / n));
        double t = 3.3;
        Matrix moved =
                Matrix.generate(
                        n,
                        5,
                        (i, j) ->
                                profile.get(j, 0)
                                        * Math.cos(2 * Math.PI * i / n - v.get(j, 0) * t));
        Matrix basis = Qr.of(Matrix.randomGaussian(5, 5, new SplitMix64(4))).q();
        Matrix k =
                Substep.exponential().solve(equation.kEquation(basis), span(0, t), k0.times(basis));
        assertThat(k.timesTranspose(basis).minus(moved).norm()).isLessThan(1e-13 * moved.norm());
    }

    private static Span span(double t, double h) {
        return new Span(0, 0, t, h);
    }
}
