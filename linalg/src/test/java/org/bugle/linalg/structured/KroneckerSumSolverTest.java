package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class KroneckerSumSolverTest {
    /// Relative, for sums whose condition number is below 100.
    private static final double ROUNDING = 1e-13;

    private static final double SIGMA = 1.3;

    private static final double ETA = -0.02; // keeps the sums away from singular ones

    /// An operator with its form and its matrix.
    private record Mode(String name, ModeForm form, Matrix matrix) {
        static Mode of(String name, Operator a) {
            return new Mode(name, ModeForm.of(a), a.apply(Matrix.identity(a.rows())));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Mode> modes(int n, boolean complex, long seed) {
        Matrix general = Cases.random(n, n, complex, seed);
        Matrix hermitian = Cases.hermitian(n, complex, seed + 1);
        Matrix column = Cases.random(n, 1, complex, seed + 2);
        Operator circulant = Circulant.ofFirstColumn(column);
        Operator banded = Banded.tridiagonal(n, 1, -2, 1);
        return List.of(
                Mode.of("dense", Dense.of(general)),
                Mode.of("Hermitian", Dense.of(hermitian)),
                Mode.of("circulant", circulant),
                Mode.of("scaled circulant", new Scaled(0.3, circulant)),
                Mode.of(
                        "sum of circulants",
                        SumOfMaps.of(circulant, Circulant.derivative(n, 3, 1))),
                Mode.of("diagonal", new Diagonal(column)),
                Mode.of("identity", new Identity(n)),
                Mode.of("symmetric band", banded),
                Mode.of("sparse", Sparse.of(general)),
                new Mode("matrix", ModeForm.of(general, false), general),
                new Mode("Hermitian matrix", ModeForm.of(hermitian, true), hermitian),
                new Mode("zero", ModeForm.zero(n), Matrix.zeros(n, n)),
                new Mode("resolvents", new ShiftedForm(Dense.of(general)), general));
    }

    private static Tensor applied(List<Mode> modes, Tensor x) {
        Tensor result = x.times(SIGMA);
        for (int i = 0; i < modes.size(); i++) {
            result = result.minus(x.timesMode(i, modes.get(i).matrix()).times(ETA));
        }
        return result;
    }

    private static Tensor random(int[] shape, boolean complex, long seed) {
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        return Tensor.over(shape, Cases.random(size, 1, complex, seed).buffer());
    }

    private static void assertSolves(List<Mode> modes, boolean complexRight) {
        int[] shape = modes.stream().mapToInt(m -> m.form().size()).toArray();
        Tensor c = random(shape, complexRight, 5);
        KroneckerSumSolver solver = KroneckerSumSolver.of(modes.stream().map(Mode::form).toList());
        Tensor x = solver.solve(SIGMA, ETA, c);
        boolean complex = complexRight || modes.stream().anyMatch(m -> m.form().isComplex());
        assertThat(x.isComplex()).as("%s complex", modes).isEqualTo(complex);
        Tensor back = applied(modes, x);
        Tensor wanted = back.isComplex() ? c.toComplex() : c;
        assertThat(back.minus(wanted).norm()).as("%s", modes).isLessThan(ROUNDING * c.norm());
    }

    static Stream<Boolean> numbers() {
        return Stream.of(false, true);
    }

    @ParameterizedTest // odd and even sizes: the half spectra differ
    @MethodSource("numbers")
    void solvesAlongOneMode(boolean complex) {
        for (int n = 1; n <= 6; n++) {
            for (Mode mode : modes(n, complex, n)) {
                assertSolves(List.of(mode), false);
                assertSolves(List.of(mode), true);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void solvesWithAnyTwoKinds(boolean complex) {
        for (Mode a : modes(4, complex, 11)) {
            for (Mode b : modes(5, false, 12)) {
                if (!(a.name().equals("resolvents") && b.name().equals("resolvents"))) {
                    assertSolves(List.of(a, b), false);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void solvesWithAnyThreeKinds(boolean complex) {
        for (Mode a : modes(3, false, 11)) {
            for (Mode b : modes(4, complex, 12)) {
                for (Mode c : modes(5, false, 13)) {
                    List<Mode> modes = List.of(a, b, c);
                    if (modes.stream().filter(m -> m.name().equals("resolvents")).count() < 2) {
                        assertSolves(modes, false);
                    }
                }
            }
        }
    }

    @Test
    void solvesWithFourModes() {
        for (long seed = 0; seed < 20; seed++) {
            List<Mode> modes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<Mode> kinds = modes(3 + i % 3, false, seed);
                modes.add(kinds.get(Math.floorMod(5 * seed + 7L * i, kinds.size() - 1)));
            }
            assertSolves(modes, seed % 2 == 1);
        }
    }

    @Test // the matrix I⊗…: an independent way to the same numbers
    void agreesWithTheDenseSystem() {
        Mode a = modes(3, false, 1).get(0);
        Mode b = modes(4, true, 2).get(1);
        Mode c = modes(2, false, 3).get(2);
        Matrix sum =
                kronecker(Matrix.identity(2), Matrix.identity(4), a.matrix())
                        .plus(kronecker(Matrix.identity(2), b.matrix(), Matrix.identity(3)))
                        .plus(kronecker(c.matrix(), Matrix.identity(4), Matrix.identity(3)));
        Tensor right = random(new int[] {3, 4, 2}, false, 4);
        Matrix dense =
                Lu.of(Matrix.identity(24).times(SIGMA).minus(sum.times(ETA)))
                        .solve(Matrix.over(right.buffer()));
        Tensor x =
                KroneckerSumSolver.of(List.of(a.form(), b.form(), c.form()))
                        .solve(SIGMA, ETA, right);
        assertThat(Matrix.over(x.buffer()).minus(dense).norm()).isLessThan(ROUNDING);
    }

    private static Matrix kronecker(Matrix a, Matrix b, Matrix c) {
        return Examples.kronecker(a, Examples.kronecker(b, c));
    }

    @Test // spec rail §8-A
    void reproducesTheFigureOfTheSpecification() {
        List<ModeForm> forms =
                IntStream.of(3, 4, 5)
                        .mapToObj(n -> ModeForm.of(Banded.tridiagonal(n, 1, -2, 1)))
                        .toList();
        Tensor b =
                Tensor.generate(new int[] {3, 4, 5}, i -> 1.0 / (1 + i[0] + 2 * i[1] + 3 * i[2]));
        Tensor x = KroneckerSumSolver.of(forms).solve(1, 0.1, b);
        assertThat(x.get(0, 0, 0)).isCloseTo(0.6819299814666, within(5e-14));
        assertThat(x.get(1, 2, 3)).isCloseTo(0.0658740435209, within(5e-14));
        assertThat(x.get(2, 3, 4)).isCloseTo(0.0382478660070, within(5e-14));
        assertThat(x.norm()).isCloseTo(1.162683274493, within(5e-13));
    }

    @Test
    void fourierTransformAndEigenvectorsAgree() {
        for (int n : new int[] {7, 8}) {
            Circulant second = Circulant.derivative(n, 2 * Math.PI, 2);
            Matrix matrix = second.apply(Matrix.identity(n));
            ModeForm small = ModeForm.of(Cases.random(3, 3, false, 4), false);
            for (boolean complex : new boolean[] {false, true}) {
                Tensor c = random(new int[] {n, 3, n}, complex, 2);
                Tensor fast = solution(c, ModeForm.of(second), small, ModeForm.of(second));
                Tensor dense = solution(c, ModeForm.of(matrix, true), small, ModeForm.of(second));
                assertThat(fast.minus(dense).norm()).isLessThan(ROUNDING * dense.norm());
            }
        }
    }

    private static Tensor solution(Tensor c, ModeForm... forms) {
        return KroneckerSumSolver.of(List.of(forms)).solve(1, 0.1, c);
    }

    @Test // the numbers of one large mode never meet an n×n array
    void leavesOneLargeModeToItsResolvents() {
        Banded large = Banded.generate(600, 1, 2, (i, j) -> i == j ? -3 : 1.0 / (1 + i + 2 * j));
        Mode triangular = modes(4, false, 1).get(0);
        Mode symmetric = modes(3, false, 1).get(1);
        ModeForm form = ModeForm.of(large);
        assertThat(form).isInstanceOf(ShiftedForm.class);
        Mode mode = new Mode("large", form, large.apply(Matrix.identity(600)));
        assertSolves(List.of(symmetric, mode, triangular), false);
        assertSolves(List.of(mode, symmetric), true);
    }

    @Test // nothing acts: X = C/σ
    void dividesBySigmaWhereEtaIsZero() {
        for (Mode mode : modes(5, false, 3)) {
            Tensor c = random(new int[] {5}, false, 1);
            Tensor x = KroneckerSumSolver.of(List.of(mode.form())).solve(4, 0, c);
            assertThat(x.times(4).minus(c).norm()).as("%s", mode).isLessThan(ROUNDING);
        }
    }

    @Test
    void emptyModesHaveEmptySolutions() {
        ModeForm none = ModeForm.of(Matrix.zeros(0, 0), true);
        Tensor x =
                KroneckerSumSolver.of(List.of(none, ModeForm.zero(3)))
                        .solve(1, 1, Tensor.zeros(0, 3));
        assertThat(x.shape()).containsExactly(0, 3);
    }

    @Test
    void saysWhatIsSingular() {
        ModeForm laplacian = ModeForm.of(Circulant.derivative(8, 1, 2));
        for (ModeForm other : List.of(ModeForm.zero(3), ModeForm.of(Matrix.zeros(3, 3), false))) {
            KroneckerSumSolver solver = KroneckerSumSolver.of(List.of(laplacian, other));
            assertThatThrownBy(() -> solver.solve(0, 0.1, Tensor.zeros(8, 3)))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage(
                            "KroneckerSumSolver: σ − ηΣ_i A_i is singular, η times a sum of"
                                    + " eigenvalues is σ = 0.0");
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        ModeForm three = ModeForm.zero(3);
        assertThatThrownBy(() -> KroneckerSumSolver.of(List.of()))
                .hasMessage("KroneckerSumSolver: wants one operator a mode, found none");
        assertThatThrownBy(() ->
                        KroneckerSumSolver.of(List.of(three, three))
                                .solve(1, 1, Tensor.zeros(3, 4)))
                .hasMessage("KroneckerSumSolver: the right-hand side must be 3×3, found 3×4");
        ModeForm large = ModeForm.of(Banded.tridiagonal(513, 1, 0, 1));
        assertThatThrownBy(() -> KroneckerSumSolver.of(List.of(large, three, large)))
                .hasMessage(
                        "KroneckerSumSolver: only one mode may have a large operator without an"
                                + " eigen- or Schur decomposition, found them in the modes [0, 2]");
    }

    @Test
    void symmetrisesWhatIsCalledHermitian() {
        Matrix a = Cases.random(4, 4, true, 1);
        Matrix hermitian = a.plus(a.adjoint()).times(0.5);
        Tensor c = random(new int[] {4}, true, 2);
        Tensor x = KroneckerSumSolver.of(List.of(ModeForm.of(a, true))).solve(SIGMA, ETA, c);
        Mode mode = new Mode("", ModeForm.of(hermitian, false), hermitian);
        assertThat(applied(List.of(mode), x).minus(c).norm()).isLessThan(ROUNDING);
    }
}
