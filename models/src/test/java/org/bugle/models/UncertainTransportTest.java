package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class UncertainTransportTest {
    static UncertainPlaneSource planeSource(
            int points, int moments, List<Integer> nodes, double width) {
        return new UncertainPlaneSource(
                "((0 1) (2 3))",
                points,
                moments,
                nodes,
                2.5,
                width,
                5,
                List.of(4.0, 1.0),
                0,
                List.of(0.0, 0.0),
                10);
    }

    /// Of everything a little, so that every term counts.
    static UncertainTransport slab(String tree) {
        return new UncertainPlaneSource(
                        tree,
                        5,
                        3,
                        List.of(2, 3),
                        1,
                        0.4,
                        1.5,
                        List.of(0.7, -0.4),
                        0.8,
                        List.of(0.3, 0.2),
                        3)
                .transport();
    }

    static UncertainTransport plane(String tree) {
        return new UncertainLineSource(
                        tree,
                        4,
                        1,
                        List.of(2, 2),
                        1,
                        0.4,
                        1e-2,
                        1,
                        List.of(1.0, 0.0),
                        1,
                        List.of(0.0, 1.0),
                        3)
                .transport();
    }

    static Stream<UncertainTransport> small() {
        return Stream.of(
                slab("((0 1) (2 3))"),
                slab("(2 (1 0) 3)"),
                plane("((0 1) (2 3))"),
                plane("linear"));
    }

    /// The whole matrix of the equation, column by column.
    private static Matrix matrix(TreeProblem problem) {
        int[] shape = problem.start().full().shape();
        int n = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        Matrix[] columns = new Matrix[n];
        for (int k = 0; k < n; k++) {
            int place = k;
            Tensor unit =
                    Tensor.of(Matrix.generate(n, 1, (i, _) -> i == place ? 1 : 0)).reshape(shape);
            TreeTensor y = TreeTensor.ofDense(problem.tree(), unit, Truncation.relative(1e-15));
            columns[k] = SpinPresets.vector(problem.equation().evaluate(0, y));
        }
        return Matrix.hcat(columns);
    }

    @ParameterizedTest // the samples, against the exponential of the equation on the tree
    @MethodSource("small")
    void collocationSolvesTheEquation(UncertainTransport transport) {
        TreeProblem problem = transport.problem(1, 3);
        Matrix start = SpinPresets.vector(problem.start().full());
        Matrix exact = Expm.of(matrix(problem).times(0.6)).times(start);
        TreeTensor reference = SpinPresets.exact(problem, 0.6);
        assertThat(SpinPresets.vector(reference).minus(exact).norm())
                .isLessThan(1e-11 * exact.norm());
        var collocated = transport.collocated(0.6);
        assertThat(
                        SpinPresets.field(problem, "expectation", reference)
                                .minus(collocated.expectation())
                                .norm())
                .isLessThan(1e-12);
        assertThat(
                        SpinPresets.field(problem, "variance", reference)
                                .minus(collocated.variance())
                                .norm())
                .isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("small")
    void startIsTheSameForAllSamplesAtAnyRank(UncertainTransport transport) {
        TreeProblem problem = transport.problem(1, 3);
        TreeTensor start = problem.start().ofRank(4);
        assertThat(start.distance(problem.start().full())).isLessThan(1e-14);
        assertThat(SpinPresets.field(problem, "variance", start).norm()).isLessThan(1e-14);
        assertThat(
                        SpinPresets.field(problem, "expectation", start)
                                .minus(transport.density())
                                .norm())
                .isLessThan(1e-13);
    }

    @Test
    void momentsAreThoseOfTheDenseTensor() {
        TreeProblem problem = slab("((0 1) (2 3))").problem(1, 3);
        Tensor dense =
                Tensor.of(Matrix.randomGaussian(90, 1, new SplitMix64(5))).reshape(5, 3, 2, 3);
        TreeTensor y = TreeTensor.ofDense(problem.tree(), dense, Truncation.relative(1e-15));
        Matrix expectation = SpinPresets.field(problem, "expectation", y);
        Matrix variance = SpinPresets.field(problem, "variance", y);
        for (int i = 0; i < 5; i++) {
            double mean = 0;
            double square = 0;
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 3; b++) {
                    double w =
                            problem.sites().get(2).weights().get(a, 0)
                                    * problem.sites().get(3).weights().get(b, 0);
                    double rho = dense.get(i, 0, a, b);
                    mean += w * rho;
                    square += w * rho * rho;
                }
            }
            assertThat(expectation.get(i, 0)).isCloseTo(mean, within(1e-13));
            assertThat(variance.get(i, 0)).isCloseTo(square - mean * mean, within(1e-13));
        }
    }

    @Test // what flies out is less than rounding until the front is there
    void massIsKeptWhileNothingReachesTheEnds() {
        TreeProblem problem = planeSource(51, 10, List.of(3, 3), 0.15).problem(1);
        Observable<TreeTensor> mass = problem.observables().getFirst();
        assertThat(mass.invariant()).isTrue();
        double before = mass.quantity().of(0, problem.start().full());
        assertThat(before).isCloseTo(1, within(1e-9));
        assertThat(mass.quantity().of(0.2, SpinPresets.exact(problem, 0.2)))
                .isCloseTo(before, within(1e-12));
    }

    @ParameterizedTest // spec `ttn` S7, whose full solution has Runge-Kutta steps of 0.01
    @CsvSource({
        "25, 0.9675373916, 1.3449115157e-2",
        "31, 0.3276304894, 1.468840859e-3",
    })
    void smallPlaneSourceHasTheFiguresOfTheSpec(int node, double expectation, double variance) {
        var moments = planeSource(51, 10, List.of(6, 6), 0.15).transport().collocated(1);
        assertThat(moments.expectation().get(node, 0)).isCloseTo(expectation, within(1e-7));
        assertThat(moments.variance().get(node, 0)).isCloseTo(variance, within(1e-7));
    }

    @Tag("slow")
    @ParameterizedTest // spec `ttn` 5.2
    @CsvSource({
        "0, 7.77374e-5, 6.20433e-8",
        "20, 4.12096e-3, 1.07614e-4",
        "40, 2.82007e-2, 1.48141e-3",
        "60, 1.32993e-1, 4.21640e-3",
        "80, 4.60977e-1, 1.08703e-3",
        "100, 7.48373e-1, 2.67561e-2",
    })
    void planeSourceHasTheFiguresOfTheSpec(int node, double expectation, double variance) {
        var moments = Large.MOMENTS;
        for (int mirrored : List.of(node, 200 - node)) {
            assertThat(moments.expectation().get(mirrored, 0))
                    .isCloseTo(expectation, within(6e-6 * expectation));
            assertThat(moments.variance().get(mirrored, 0))
                    .isCloseTo(variance, within(6e-6 * variance));
        }
    }

    /// Computed once.
    private static final class Large {
        static final UncertainTransport.Moments MOMENTS =
                planeSource(201, 100, List.of(100, 100), 0.03).transport().collocated(2);
    }

    @Test // spec `ttn` 5.3: A_x and A_z have one spectrum, the Gauss nodes at its end
    void directionsHaveTheSpectrumOfTheSpec() {
        Directions directions = Directions.moments(5);
        assertThat(largest(directions.x())).isCloseTo(0.9324695142, within(5e-11));
        assertThat(largest(directions.y())).isCloseTo(0.9324695142, within(5e-11));
    }

    private static double largest(Operator omega) {
        return Eigen.hermitian(omega.apply(Matrix.identity(omega.rows()))).values().getLast();
    }

    @Test
    void spreadsMustFitTheVariables() {
        assertThatThrownBy(() -> planeSource(9, 3, List.of(4), 0.3).problem(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scatteringSpread must have 1 entries, found 2");
    }
}
