package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// The problems on periodic boxes: diffusion, advection, Fokker–Planck and Burgers' equation.
class BoxProblemsTest {
    /// Of the central difference in time that is compared with the right-hand side.
    private static final double STEP = 1e-3;

    static Stream<Problem<?>> solved() {
        return Stream.of(
                BoxPresets.modes(12, 0.25, 1.0 / 9),
                BoxPresets.modes(12, 0.3, 0.2, 0.1),
                BoxPresets.waves(12, 1.0, -0.5),
                BoxPresets.waves(12, 1.0, 0.5, 2.0),
                BoxPresets.gaussians(64, 2),
                BoxPresets.fixed(64, 1.0, 2.0),
                BoxPresets.fixed(40, 0.7, 1.0, 1.3),
                BoxPresets.rotation(
                        48,
                        Rotation.Source.FIXED,
                        List.of(0.0),
                        List.of(1.0, -0.5, 2.0),
                        0.7,
                        0.7,
                        1.0,
                        1.3),
                BoxPresets.rotation(
                        48,
                        Rotation.Source.NONE,
                        List.of(0.5, -0.4),
                        BoxPresets.ABOUT_Z,
                        2,
                        1.0,
                        2.0),
                BoxPresets.rotation(
                        48,
                        Rotation.Source.NONE,
                        List.of(0.5, -0.4, 0.2),
                        List.of(1.0, -0.5, 2.0),
                        0.7,
                        0.7,
                        1.0,
                        1.3),
                BoxPresets.dougherty(64, 2, 0.3, -0.4),
                BoxPresets.dougherty(56, 3, 0.3, -0.4),
                BoxPresets.burgers(12, 2, ViscousBurgers.Source.DECAYING),
                BoxPresets.burgers(12, 3, ViscousBurgers.Source.DECAYING));
    }

    @ParameterizedTest
    @MethodSource("solved")
    void exactSolutionsSolveTheirEquations(Problem<?> problem) {
        double t = 0.4;
        Tensor u = BoxPresets.exact(problem, t);
        Tensor change = BoxPresets.equation(problem).evaluate(t, u);
        Tensor far = difference(problem, t, 2 * STEP);
        Tensor near = difference(problem, t, STEP);
        Tensor extrapolated = near.times(4.0 / 3).minus(far.times(1.0 / 3));
        assertThat(extrapolated.minus(change).norm()).isLessThan(1e-8 * change.norm());
        assertThat(change.norm()).isGreaterThan(1e-2 * u.norm());
    }

    private static Tensor difference(Problem<?> problem, double t, double h) {
        return BoxPresets.exact(problem, t + h)
                .minus(BoxPresets.exact(problem, t - h))
                .times(1 / (2 * h));
    }

    @ParameterizedTest
    @MethodSource("solved")
    void exactSolutionsBeginAtTheStart(Problem<?> problem) {
        Tensor start = BoxPresets.start(problem);
        assertThat(BoxPresets.exact(problem, 0).minus(start).norm())
                .isLessThan(1e-13 * start.norm());
        assertThat(BoxPresets.observed(problem, "l1-error", 0, start)).isLessThan(1e-12);
        double error = BoxPresets.observed(problem, "l1-error", 0.4, start);
        Tensor difference = BoxPresets.exact(problem, 0.4).minus(start);
        assertThat(error).isGreaterThan(1e-2).isGreaterThan(1e-2 * difference.norm());
    }

    static Stream<Problem<?>> all() {
        return Stream.concat(
                solved(),
                Stream.of(
                        BoxPresets.swirl(24),
                        BoxPresets.burgers(12, 2, ViscousBurgers.Source.NONE),
                        BoxPresets.dougherty(64, 2, 0.6, -0.3)));
    }

    @ParameterizedTest // of its change, which is that of the semi-discrete equation
    @MethodSource("all")
    void invariantsAreKept(Problem<?> problem) {
        double t = 0.4;
        Tensor u =
                problem.reference() instanceof Reference.Exact<?>
                        ? BoxPresets.exact(problem, t)
                        : BoxPresets.start(problem);
        Tensor change = BoxPresets.equation(problem).evaluate(t, u);
        for (String name : List.of("mass", "momentum-" + first(problem), "energy")) {
            double rate = Math.abs(BoxPresets.observed(problem, name, t, change));
            if (isInvariant(problem, name)) {
                assertThat(rate).as(name).isLessThan(1e-9);
            }
        }
    }

    private static String first(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix -> matrix.rows().name();
            case TreeProblem tree -> tree.sites().getFirst().name();
        };
    }

    private static boolean isInvariant(Problem<?> problem, String name) {
        return switch (problem) {
            case MatrixProblem matrix -> BoxPresets.named(matrix.observables(), name).invariant();
            case TreeProblem tree -> BoxPresets.named(tree.observables(), name).invariant();
        };
    }

    @Test
    void momentumAndEnergyAreKeptInBalanceAlone() {
        Problem<?> still = BoxPresets.dougherty(64, 2, 0.6, -0.3);
        assertThat(isInvariant(still, "momentum-vx")).isTrue();
        assertThat(isInvariant(still, "energy")).isFalse();
        assertThat(isInvariant(BoxPresets.dougherty(64, 2, 0.3, -0.4), "momentum-vx")).isFalse();
        Problem<?> relaxing = t8(100);
        assertThat(isInvariant(relaxing, "momentum-vx")).isTrue();
        assertThat(isInvariant(relaxing, "energy")).isTrue();
        assertThat(isInvariant(BoxPresets.fixed(16, 1.0, 2.0), "mass")).isFalse();
    }

    private static TreeProblem t8(int points) {
        return (TreeProblem)
                new Dougherty(
                                3,
                                List.of(points),
                                16,
                                1.0 / 6,
                                3,
                                List.of(0.8037121822811545, 4.764615814550553),
                                List.of(-0.3403147128006618, 0.05740548475117823),
                                List.of(0.1033754314349305, 3.442950196134546))
                        .problem(1);
    }

    @Test // spec `rail` §8-I, §7.13: the sums of the narrow stream on the grid
    void momentsOfTheStartAreThoseOfTheGrid() {
        TreeProblem t8 = t8(100);
        TreeTensor start = t8.start().full();
        double mass = BoxPresets.named(t8.observables(), "mass").quantity().of(0, start);
        assertThat(mass).isCloseTo(5.568320622966, within(1e-12));
        assertThat(Math.pow(Math.PI, 1.5) - mass).isCloseTo(7.374e-6, within(1e-9));
        assertThat(BoxPresets.named(t8.observables(), "momentum-vx").quantity().of(0, start))
                .isCloseTo(1.18597e-6, within(1e-11));
        assertThat(BoxPresets.named(t8.observables(), "energy").quantity().of(0, start))
                .isCloseTo(4.176247518232, within(1e-12));
    }

    @Test
    void theEquilibriumHasTheMomentsOfTheStart() {
        ProductGrid grid =
                PeriodicBox.of(List.of("vx", "vy", "vz"), List.of(100, 100, 100), -8, 8).grid();
        var moments = Maxwellian.Moments.of(grid, t8(100).start().full().toTucker());
        Maxwellian matched = Maxwellian.matching(moments, grid);
        var found = Maxwellian.Moments.of(grid, matched.on(grid));
        assertThat(found.mass()).isCloseTo(moments.mass(), within(1e-12));
        assertThat(found.momentum().getFirst())
                .isCloseTo(moments.momentum().getFirst(), within(1e-12));
        assertThat(found.energy()).isCloseTo(moments.energy(), within(1e-12));
        assertThat(6 * matched.variance()).isCloseTo(3.00000507, within(1e-8)); // T, R = 1/6
    }

    @Test // too coarse for the Maxwellian of the moments to have these moments on the grid
    void theEquilibriumIsCorrectedForTheGrid() {
        ProductGrid grid = PeriodicBox.of(List.of("vx", "vy"), List.of(20, 20), -8, 8).grid();
        var moments = new Maxwellian.Moments(1, List.of(0.1, 0.0), 0.3);
        var plain = Maxwellian.Moments.of(grid, Maxwellian.of(moments).on(grid));
        assertThat(Math.abs(plain.energy() - 0.3)).isGreaterThan(1e-4);
        Maxwellian matched = Maxwellian.matching(moments, grid);
        var found = Maxwellian.Moments.of(grid, matched.on(grid));
        assertThat(found.energy()).isCloseTo(0.3, within(1e-12));
        assertThat(found.mass()).isCloseTo(1, within(1e-12));
    }

    @Test
    void relaxationEndsAtTheEquilibrium() {
        Problem<?> problem = BoxPresets.dougherty(64, 2, 0.6, -0.3);
        Problem<?> narrow = BoxPresets.dougherty(64, 2, 0.0, 0.0);
        for (String name : List.of("distance", "relative-entropy")) {
            double first = BoxPresets.observed(problem, name, 0, BoxPresets.start(problem));
            assertThat(first).as(name).isGreaterThan(1e-3);
            assertThat(BoxPresets.observed(narrow, name, 0, BoxPresets.start(narrow)))
                    .as(name)
                    .isLessThan(first)
                    .isGreaterThan(0);
        }
    }

    // ---- what one looks at

    @ParameterizedTest
    @MethodSource("all")
    void gridsObservablesAndFieldsFitTheStart(Problem<?> problem) {
        if (problem instanceof TreeProblem tree) {
            TreeTensor y = tree.start().full();
            for (Observable<TreeTensor> observable : tree.observables()) {
                assertThat(observable.quantity().of(0, y)).isFinite();
            }
            for (Field<TreeTensor> field : tree.fields()) {
                Matrix values = field.of().apply(y);
                assertThat(values.rows()).isEqualTo(field.grid().size());
                double sum = field.grid().weights().inner(values).re();
                assertThat(sum)
                        .isCloseTo(
                                BoxPresets.named(tree.observables(), "mass").quantity().of(0, y),
                                within(1e-12));
            }
            assertThat(tree.fields()).hasSize(4);
        }
    }

    @Test // x and y must not be exchanged
    void marginalsAreSumsOfTheRightDirections() {
        TreeProblem problem =
                (TreeProblem)
                        new Rotation(
                                        List.of(8, 10, 12),
                                        4,
                                        0.2,
                                        List.of(1.0, 2.0, 3.0),
                                        List.of(0.3, 0.1, -0.2),
                                        BoxPresets.ABOUT_Z,
                                        1,
                                        0,
                                        Rotation.Source.NONE,
                                        3)
                                .problem(1);
        TreeTensor y = problem.start().full();
        Tensor dense = y.toDense();
        double dy = 4.0 / 10;
        double dz = 4.0 / 12;
        double alongX = 0;
        double inPlane = 0;
        for (int k = 0; k < 12; k++) {
            inPlane += dz * dense.get(3, 6, k);
            for (int j = 0; j < 10; j++) {
                alongX += dy * dz * dense.get(3, j, k);
            }
        }
        assertThat(problem.fields().getFirst().of().apply(y).get(3, 0))
                .isCloseTo(alongX, within(1e-14));
        assertThat(problem.fields().getLast().of().apply(y).get(3 * 10 + 6, 0))
                .isCloseTo(inPlane, within(1e-14));
    }

    @Test // the mean over every second point, of a smooth function
    void thinnedSumsAreThoseOfAllPoints() {
        ProductGrid grid = PeriodicBox.of(List.of(60, 60, 60), -5, 5).grid();
        assertThat(BoxProblem.stride(grid)).isEqualTo(1);
        ProductGrid large = PeriodicBox.of(List.of(400, 400, 400), -5, 5).grid();
        assertThat(BoxProblem.stride(large)).isEqualTo(4);
        Maxwellian gauss = new Maxwellian(1.5, List.of(0.2, 0.0, -0.1), 0.4);
        ProductGrid half = grid.thinned(2);
        assertThat(half.l1(ProductGrid.thinned(gauss.on(grid), 2))).isCloseTo(1.5, within(1e-6));
        assertThat(half.l1(gauss.on(half).toDense())).isCloseTo(1.5, within(1e-6));
        ProductGrid odd = PeriodicBox.of(List.of(61, 61, 61), -5, 5).grid().thinned(2);
        assertThat(odd.l1(gauss.on(odd).toDense())).isCloseTo(1.5, within(1e-1));
    }

    @Test // a million points: T4 and T5 of the spec
    void rotatedGaussiansInFactorsAreThoseOfAllPoints() {
        for (double t : new double[] {0, 0.3}) {
            TreeProblem t4 =
                    (TreeProblem)
                            BoxPresets.rotation(
                                    100,
                                    Rotation.Source.NONE,
                                    List.of(0.0),
                                    List.of(0.0, 0.0, 2.0),
                                    0,
                                    1.0,
                                    9.0,
                                    1.0);
            TreeProblem t5 =
                    (TreeProblem)
                            BoxPresets.rotation(
                                    100,
                                    Rotation.Source.NONE,
                                    List.of(Math.PI / 2, -Math.PI / 2, 0.0),
                                    BoxPresets.DIAGONAL,
                                    0,
                                    2.0,
                                    2.0,
                                    2.0);
            for (TreeProblem problem : List.of(t4, t5)) {
                TreeTensor y = ((Reference.Exact<TreeTensor>) problem.reference()).at().apply(t);
                assertThat(y.maxRank()).isLessThan(50);
                assertThat(BoxPresets.named(problem.observables(), "l1-error").quantity().of(t, y))
                        .isLessThan(1e-11);
            }
            TreeTensor round = ((Reference.Exact<TreeTensor>) t5.reference()).at().apply(t);
            assertThat(round.ranks()).containsOnly(1); // isotropic
        }
    }

    @Test
    void startsAreAsTheirFormulas() {
        Tensor bell = BoxPresets.start(BoxPresets.swirl(40));
        double r0 = 0.3 * Math.PI;
        Grid axis = Grid.cells("x", -Math.PI, Math.PI, 40);
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 40; j++) {
                double r = Math.hypot(axis.point(i) - r0, axis.point(j));
                double value = r < r0 ? r0 * Math.pow(Math.cos(Math.PI * r / (2 * r0)), 6) : 0;
                assertThat(bell.get(i, j)).isCloseTo(value, within(1e-14));
            }
        }
        Tensor wave = BoxPresets.start(BoxPresets.burgers(8, 3, ViscousBurgers.Source.NONE));
        Grid x = Grid.cells("x", -Math.PI, Math.PI, 8);
        assertThat(wave.get(1, 2, 6))
                .isCloseTo(Math.sin(x.point(1) + x.point(2) + x.point(6)), within(1e-14));
    }

    @Test // else the flux of an even start is never seen (spec `rail` §7.2)
    void aStartByToleranceIsPadded() {
        MatrixProblem plane = (MatrixProblem) BoxPresets.fixed(40, 1.0, 3.0);
        LowRankMatrix y = plane.start().by(Truncation.relative(1e-8));
        assertThat(y.rank()).isEqualTo(8);
        assertThat(y.distance(plane.start().full())).isLessThan(1e-13);
        TreeProblem space = (TreeProblem) BoxPresets.fixed(40, 1.0, 3.0, 1.0);
        TreeTensor z = space.start().by(TreeTruncation.weighted(Truncation.relative(1e-8)));
        assertThat(z.ranks()).containsOnly(8);
        assertThat(z.distance(space.start().full())).isLessThan(1e-13);
        Matrix step = gaussianTimes(space.sites().getFirst(), x -> x * x * x);
        Matrix basis = z.basis(0); // of x^k e^{−x²}
        Matrix seen = basis.times(basis.transposeTimes(step));
        assertThat(seen.minus(step).norm()).isLessThan(1e-12 * step.norm());
    }

    private static Matrix gaussianTimes(Grid axis, DoubleUnaryOperator f) {
        return axis.points().map(x -> f.applyAsDouble(x) * Math.exp(-x * x));
    }

    @Test // B2: the flux has sin 2X alone
    void theFluxOfAWaveIsSeenFromAPaddedStart() {
        Problem<?> problem = BoxPresets.burgers(16, 2, ViscousBurgers.Source.NONE);
        LowRankMatrix y = ((MatrixProblem) problem).start().by(Truncation.relative(1e-8));
        assertThat(y.rank()).isEqualTo(6);
        Matrix change = ((MatrixProblem) problem).equation().evaluate(0, y).apply(y.v());
        Tensor flux = BoxPresets.equation(problem).evaluate(0, BoxPresets.start(problem));
        assertThat(change.norm()).isCloseTo(flux.norm(), within(1e-12 * flux.norm()));
    }

    @Test
    void parametersThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxPresets.fixed(20, 1.0))
                .withMessage("sharpness must have 2 or 3 entries, one a direction, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BoxPresets.rotation(
                                20,
                                Rotation.Source.NONE,
                                List.of(0.0),
                                BoxPresets.DIAGONAL,
                                0,
                                1.0,
                                2.0))
                .withMessage("axis must be [0, 0, a] in two directions, found [1.0, 1.0, 1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BoxPresets.rotation(
                                20,
                                Rotation.Source.FIXED,
                                List.of(1.0, 0.0),
                                BoxPresets.ABOUT_Z,
                                0,
                                1.0,
                                2.0))
                .withMessage(
                        "centre must be 0 where source is fixed, found [1.0, 0.0]; source: none"
                                + " turns it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxPresets.dougherty(20, 2, 1.0))
                .withMessage("drifts must have 2 entries, found 1");
    }
}
