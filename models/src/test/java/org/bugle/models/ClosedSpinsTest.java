package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert;
import org.bugle.equation.tree.Outside;
import org.bugle.equation.tree.Place;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.equation.tree.TreeProjection;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.spin.SpinMatrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class ClosedSpinsTest {
    private static final int SITES = 5;

    record Case(TreeProblem problem, Matrix hamiltonian) {}

    private static Matrix at(int site, Matrix a) {
        return SpinPresets.kronecker(SITES, 2, Map.of(site, a));
    }

    private static Matrix at(int i, Matrix a, int j, Matrix b) {
        return SpinPresets.kronecker(SITES, 2, Map.of(i, a, j, b));
    }

    static Stream<Case> cases() {
        return Stream.of(
                ising("((0 3) 1 (2 4))", Boundary.PERIODIC),
                ising("linear", Boundary.ZERO),
                heisenberg("balanced"),
                longRange("mary:3"),
                longRange("(4 (0 (2 (1 3))))"));
    }

    private static Case ising(String tree, Boundary boundary) {
        Matrix h = Matrix.zeros(1 << SITES, 1 << SITES);
        for (int k = 0; k < SITES; k++) {
            h = h.plus(-0.7, at(k, SpinMatrices.X)).plus(-0.2, at(k, SpinMatrices.Z));
            if (k + 1 < SITES || boundary == Boundary.PERIODIC) {
                h = h.plus(-1.3, at(k, SpinMatrices.Z, (k + 1) % SITES, SpinMatrices.Z));
            }
        }
        Ising family =
                new Ising(
                        SITES,
                        tree,
                        1.3,
                        0.7,
                        0.2,
                        boundary,
                        InitialSpins.ANGLE,
                        0.3,
                        List.of(1, 4),
                        false,
                        SpinPresets.EXACT);
        return new Case(family.problem(1), h);
    }

    private static Case heisenberg(String tree) {
        Matrix h = Matrix.zeros(1 << SITES, 1 << SITES);
        for (int k = 0; k < SITES; k++) {
            h = h.plus(-0.4, at(k, SpinMatrices.Z));
            if (k + 1 < SITES) {
                h =
                        h.plus(0.9, at(k, SpinMatrices.X, k + 1, SpinMatrices.X))
                                .plus(1.1, at(k, SpinMatrices.Y, k + 1, SpinMatrices.Y))
                                .plus(-0.6, at(k, SpinMatrices.Z, k + 1, SpinMatrices.Z));
            }
        }
        Heisenberg family =
                new Heisenberg(
                        SITES,
                        tree,
                        List.of(0.9, 1.1, -0.6),
                        0.4,
                        Boundary.ZERO,
                        InitialSpins.NEEL,
                        0,
                        List.of(3, 1),
                        false,
                        SpinPresets.EXACT);
        return new Case(family.problem(1), h);
    }

    private static Case longRange(String tree) {
        Matrix h = Matrix.zeros(1 << SITES, 1 << SITES);
        for (int i = 0; i < SITES; i++) {
            h = h.plus(3, at(i, SpinMatrices.X)).plus(-2, at(i, SpinMatrices.UP));
            for (int j = i + 1; j < SITES; j++) {
                double beta = 2 * Math.pow(j - i, -1.5);
                h = h.plus(beta, at(i, SpinMatrices.UP, j, SpinMatrices.UP));
            }
        }
        LongRangeSpins family =
                new LongRangeSpins(
                        SITES,
                        tree,
                        2,
                        1.5,
                        1,
                        "power",
                        3,
                        -2,
                        InitialSpins.DOMAIN_WALL,
                        0,
                        List.of(0, 4),
                        false,
                        SpinPresets.EXACT);
        return new Case(family.problem(1), h);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rightHandSideAndEnergyAreThoseOfTheDenseHamiltonian(Case each) {
        TreeTensor y = SpinPresets.random(each.problem.tree(), 2, 5);
        Matrix psi = SpinPresets.vector(y);
        Matrix image = each.hamiltonian.times(psi);
        Matrix found = SpinPresets.vector(each.problem.equation().evaluate(0, y));
        assertThat(found.minus(image.times(new Complex(0, -1))).norm())
                .isLessThan(1e-13 * image.norm());
        assertThat(SpinPresets.value(each.problem, "energy", y))
                .isCloseTo(psi.inner(image).re(), within(1e-12 * image.norm() * psi.norm()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void referenceIsTheExponentialOfTheDenseHamiltonian(Case each) {
        Matrix psi = SpinPresets.vector(each.problem.start().full());
        Matrix exact = Expm.of(each.hamiltonian.times(new Complex(0, -0.8))).times(psi);
        TreeTensor y = SpinPresets.exact(each.problem, 0.8);
        assertThat(SpinPresets.vector(y).minus(exact).norm()).isLessThan(1e-11);
        assertThat(SpinPresets.value(each.problem, "energy", y))
                .isCloseTo(psi.inner(each.hamiltonian.times(psi)).re(), within(1e-10));
    }

    @ParameterizedTest // not normalised: Y is of any norm
    @MethodSource("cases")
    void observablesAreExpectationsOfTheDenseVector(Case each) {
        TreeTensor y = SpinPresets.random(each.problem.tree(), 2, 6);
        Matrix psi = SpinPresets.vector(y);
        double size = psi.norm() * psi.norm();
        Matrix sites = SpinPresets.field(each.problem, "magnetisation", y);
        double mean = 0;
        for (int site = 0; site < SITES; site++) {
            double value = psi.inner(at(site, SpinMatrices.Z).times(psi)).re();
            assertThat(sites.get(site, 0)).isCloseTo(value, within(1e-13 * size));
            mean += value / SITES;
        }
        assertThat(SpinPresets.value(each.problem, "magnetisation", y))
                .isCloseTo(mean, within(1e-13 * size));
        assertThat(SpinPresets.field(each.problem, "entropy", y).rows())
                .isEqualTo(each.problem.tree().edges());
    }

    @Test
    void correlationsAreThoseOfTheChosenSites() {
        TreeProblem chain = ising("balanced", Boundary.ZERO).problem;
        TreeTensor y = SpinPresets.random(chain.tree(), 2, 7);
        Matrix psi = SpinPresets.vector(y);
        Matrix zz = at(1, SpinMatrices.Z, 4, SpinMatrices.Z);
        assertThat(SpinPresets.value(chain, "correlation", y))
                .isCloseTo(psi.inner(zz.times(psi)).re(), within(1e-11));
    }

    @Test // a singlet across the root's edge, and a product elsewhere
    void entropyIsThatOfTheRootEdge() {
        TreeProblem two = SpinPresets.ising(2, "balanced", InitialSpins.UP, false).problem(1);
        TreeTensor singlet =
                TreeTensor.of(
                        two.tree(),
                        List.of(
                                tensor(Matrix.identity(2)),
                                tensor(Matrix.identity(2)),
                                tensor(Matrix.of(new double[][] {{0, 1}, {-1, 0}}))
                                        .reshape(2, 2, 1)));
        assertThat(SpinPresets.value(two, "entropy", singlet))
                .isCloseTo(Math.log(2), within(1e-14));
        assertThat(SpinPresets.value(two, "entropy", two.start().full())).isZero();
    }

    private static Tensor tensor(Matrix a) {
        return Tensor.of(a);
    }

    @ParameterizedTest // H = −Σ σ_z σ_z − Σ σ_x
    @CsvSource({"UP, -6, 1", "DOWN, -6, -1", "PLUS, -7, 0", "NEEL, 6, 0.142857142857142857"})
    void isingEnergyOfProductStates(InitialSpins initial, double energy, double magnetisation) {
        TreeProblem chain = SpinPresets.ising(7, "balanced", initial, false).problem(1);
        TreeTensor y = chain.start().ofRank(4);
        assertThat(SpinPresets.value(chain, "energy", y)).isCloseTo(energy, within(1e-13));
        assertThat(SpinPresets.value(chain, "magnetisation", y))
                .isCloseTo(magnetisation, within(1e-14));
    }

    @ParameterizedTest // spec `ttn` S4 and S5
    @CsvSource({"4, 0.8799134870", "8, 0.9440028496"})
    void longRangeChainHasTheExactMagnetisation(int sites, double figure) {
        TreeProblem chain = SpinPresets.longRange(sites, "balanced", "2/r").problem(1);
        assertThat(SpinPresets.value(chain, "magnetisation", SpinPresets.exact(chain, 1)))
                .isCloseTo(figure, within(6e-11));
    }

    @Test
    void freeFermionsGiveTheGroundStateOfTheDenseChain() {
        double least =
                Eigen.hermitian(
                                ising("linear", Boundary.ZERO)
                                        .hamiltonian
                                        .plus(0.2, magnetisation()))
                        .values()
                        .getFirst();
        assertThat(SpinPresets.groundEnergy(SITES, 1.3, 0.7)).isCloseTo(least, within(1e-13));
    }

    private static Matrix magnetisation() {
        Matrix sum = Matrix.zeros(1 << SITES, 1 << SITES);
        for (int k = 0; k < SITES; k++) {
            sum = sum.plus(at(k, SpinMatrices.Z));
        }
        return sum;
    }

    @Test // the gap of the critical chain is about 0.5
    void imaginaryTimeReachesTheSolvableGroundState() {
        TreeProblem chain = SpinPresets.ising(10, "balanced", InitialSpins.PLUS, true).problem(1);
        TreeTensor y = SpinPresets.exact(chain, 30);
        assertThat(y.norm()).isCloseTo(1, within(1e-12));
        assertThat(y.isComplex()).isFalse();
        assertThat(SpinPresets.value(chain, "energy", y))
                .isCloseTo(SpinPresets.groundEnergy(10, 1, 1), within(1e-10));
    }

    @ParameterizedTest
    @EnumSource(InitialSpins.class)
    void imaginaryTimeKeepsTheNorm(InitialSpins initial) {
        TreeProblem chain = SpinPresets.ising(4, "linear", initial, true).problem(1);
        TreeTensor y = chain.start().ofRank(3).times(1.7);
        TreeTensor image = chain.equation().evaluate(0, y);
        assertThat(y.inner(image).abs()).isLessThan(1e-13);
    }

    @Test // against the same equation without structure, between other bases too
    void imaginaryTimeIsSeenAlikeFromEveryNode() {
        TreeProblem chain = SpinPresets.ising(4, "((0 1) (2 3))", InitialSpins.UP, true).problem(1);
        TreeEquation plain = (t, state) -> chain.equation().evaluate(t, state);
        TreeTensor y = SpinPresets.random(chain.tree(), 2, 1).times(0.3).orthonormalized();
        TreeTensor z = SpinPresets.random(chain.tree(), 2, 2).orthonormalized();
        Place here = place(y);
        Place there = place(z);
        Matrix x = y.subtree(6).matrix();
        TreeProjection structured = chain.equation().projection(y);
        TreeProjection applied = plain.projection(y);
        assertThat(
                        structured
                                .ode(here)
                                .evaluate(0, x)
                                .minus(applied.ode(here).evaluate(0, x))
                                .norm())
                .isLessThan(1e-12);
        assertThat(
                        structured
                                .restricted(0, there, here, x)
                                .minus(applied.restricted(0, there, here, x))
                                .norm())
                .isLessThan(1e-12);
    }

    private static Place place(TreeTensor y) {
        Optional<Outside> nothing = Optional.empty();
        return new Place(6, y.subtree(6).children(), nothing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "((0 1) (2 2)) | Tree: site 2 stands at two leaves, at characters 9 and 11",
                "((0 1) (2 4)) | Tree: site 3 is missing; 4 leaves must be the sites 0 to 3",
                "((0 1) (2 (3))) | Tree: the node at character 11 has one child; an inner node"
                        + " needs two or more",
                "(0 1 2) | Tree: the expression has 3 leaves for 4 sites",
            })
    void wrongTreesAreRefused(String tree, String message) {
        Ising chain = SpinPresets.ising(4, tree, InitialSpins.UP, false);
        assertRefused(() -> chain.problem(1), message);
    }

    @Test
    void infiniteCouplingsAreRefused() {
        LongRangeSpins chain = SpinPresets.longRange(4, "balanced", "1/(r-2)");
        assertRefused(
                () -> chain.problem(1),
                "Couplings: β(0, 2) is Infinity; couplings must be finite (the diagonal is never"
                        + " read)");
    }

    @Test
    void aStateOfOtherSitesIsRefused() {
        TreeProblem chain = SpinPresets.longRange(4, "balanced", "power").problem(1);
        TreeTensor other = SpinPresets.longRange(4, "linear", "power").problem(1).start().full();
        TreeTensor density = SpinPresets.lindblad(4, "balanced", 1).problem(1).start().full();
        assertRefused(
                () -> chain.equation().evaluate(0, other),
                "TreeOperator: operator and tensor are on different trees, ((0 1) (2 3)) and (0 (1"
                        + " (2 3)))");
        assertRefused(
                () -> chain.equation().projection(density),
                "TreeOperator: site 0 has 2 states in the operator and 4 in the tensor");
    }

    @Test
    void correlatedSitesMustBeTwo() {
        Ising chain =
                new Ising(
                        4,
                        "balanced",
                        1,
                        1,
                        0,
                        Boundary.ZERO,
                        InitialSpins.UP,
                        0,
                        List.of(2, 2),
                        false,
                        SpinPresets.EXACT);
        assertRefused(
                () -> chain.problem(1),
                "correlated must be two different sites of 0 to 3, found [2, 2]");
    }

    private static void assertRefused(ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
