package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/// Against the whole solution of the [KroneckerSumSolver].
class FibresTest {
    private static final double ROUNDING = 1e-12;
    private static final double ETA = 0.02;

    private static List<Operator> symmetric(int n) {
        return List.of(
                Circulant.derivative(n, 3, 2),
                new Diagonal(Cases.random(n, 1, false, 7)),
                Dense.of(Cases.hermitian(n, false, 8)),
                Banded.tridiagonal(n, 1, -2, 1));
    }

    private static ModeForm diagonal(int n) {
        return ModeForm.of(new Diagonal(Cases.random(n, 1, false, n)));
    }

    /// That mode with this form, diagonal others of the sizes 3, 4 and 5.
    private static List<ModeForm> forms(int mode, ModeForm form) {
        List<ModeForm> forms = new ArrayList<>(List.of(diagonal(3), diagonal(4), diagonal(5)));
        forms.set(mode, form);
        return forms;
    }

    private static ModeProduct right(List<ModeForm> forms, int mode, int columns, boolean complex) {
        int n = forms.get(mode).size();
        int[] shape = forms.stream().mapToInt(ModeForm::size).toArray();
        shape[mode] = columns;
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        Tensor rest = Tensor.over(shape, Cases.random(size, 1, complex, 3).buffer());
        return new ModeProduct(mode, rest, Cases.random(n, columns, false, 4));
    }

    private static void assertAgrees(List<ModeForm> forms, ModeProduct c, double cut) {
        KroneckerSumSolver solver = KroneckerSumSolver.of(forms);
        Matrix x = solver.solve(1.3, -ETA, c.value()).unfold(c.mode());
        Svd.Left wanted = Svd.left(x);
        Svd.Left found = solver.leadingFibres(1.3, -ETA, c, cut);
        double largest = wanted.singularValues().getFirst();
        assertThat(found.u().cols()).isEqualTo(wanted.above(cut * largest));
        for (int j = 0; j < found.u().cols(); j++) {
            assertThat(found.singularValues().get(j))
                    .isCloseTo(wanted.singularValues().get(j), within(ROUNDING * largest));
        }
        Matrix u = found.u();
        Matrix one = Matrix.identity(u.cols());
        assertThat(u.adjointTimes(u).minus(u.isComplex() ? one.toComplex() : one).norm())
                .isLessThan(ROUNDING);
        assertThat(x.minus(u.times(u.adjointTimes(x))).norm2())
                .isLessThan((cut + ROUNDING) * largest);
    }

    @ParameterizedTest // odd and even; fewer and more columns than there are fibres
    @CsvSource({"0, 8, 3", "1, 9, 2", "2, 8, 30", "1, 1, 2", "2, 2, 1", "0, 7, 7"})
    void agreesWithTheWholeSolution(int mode, int n, int columns) {
        for (Operator a : symmetric(n)) {
            List<ModeForm> forms = forms(mode, ModeForm.of(a));
            assertThat(Fibres.of(forms, mode, 1.3, -ETA)).isPresent();
            assertAgrees(forms, right(forms, mode, columns, false), 1e-10);
            assertAgrees(forms, right(forms, mode, columns, false), 0.3);
        }
    }

    @Test
    void wantsRealSymmetricModesAndDiagonalOthers() {
        ModeForm dense = ModeForm.of(Cases.random(6, 6, false, 1), false);
        ModeForm advection = ModeForm.of(Circulant.derivative(6, 3, 1));
        ModeForm complex = ModeForm.of(new Diagonal(Cases.random(6, 1, true, 2)));
        for (ModeForm form : List.of(dense, advection, complex)) {
            List<ModeForm> own = forms(1, form);
            assertThat(Fibres.of(own, 1, 1.3, -ETA)).isEqualTo(Optional.empty());
            assertAgrees(own, right(own, 1, 2, false), 1e-10);
            assertThat(Fibres.of(own, 0, 1.3, -ETA)).isEqualTo(Optional.empty());
            assertAgrees(own, right(own, 0, 2, false), 1e-10);
        }
        List<ModeForm> real = forms(1, ModeForm.of(Circulant.derivative(6, 3, 2)));
        assertAgrees(real, right(real, 1, 2, true), 1e-10);
    }

    @Test // large enough for the range finder; η > 0 damps what is not smooth
    void agreesWhereFewFibresAreIndependent() {
        List<ModeForm> forms =
                List.of(ModeForm.of(Circulant.derivative(300, 6, 2)), diagonal(18), diagonal(20));
        ModeProduct c = right(forms, 0, 12, false);
        Matrix x = KroneckerSumSolver.of(forms).solve(1.3, ETA, c.value()).unfold(0);
        Svd.Left found = KroneckerSumSolver.of(forms).leadingFibres(1.3, ETA, c, 1e-10);
        Svd.Left wanted = Svd.left(x);
        double largest = wanted.singularValues().getFirst();
        assertThat(found.u().cols())
                .isBetween(wanted.above(1e-10 * largest), wanted.above(0.9999e-10 * largest))
                .isLessThan(90);
        assertThat(x.minus(found.u().times(found.u().adjointTimes(x))).norm2())
                .isLessThan(1.001e-10 * largest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void bitsDoNotDependOnThreads(int threads) {
        List<ModeForm> forms =
                List.of(diagonal(18), ModeForm.of(Circulant.derivative(300, 6, 2)), diagonal(20));
        ModeProduct c = right(forms, 1, 12, false);
        KroneckerSumSolver solver = KroneckerSumSolver.of(forms);
        Svd.Left alone = solver.leadingFibres(1.3, ETA, c, 1e-10);
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            assertThat(pool.submit(() -> solver.leadingFibres(1.3, ETA, c, 1e-10)).join())
                    .isEqualTo(alone);
        }
    }

    @Test
    void nothingComesOfNothing() {
        List<ModeForm> forms = forms(1, ModeForm.of(Circulant.derivative(6, 3, 2)));
        ModeProduct none = new ModeProduct(1, Tensor.zeros(3, 0, 5), Matrix.zeros(6, 0));
        Svd.Left left = KroneckerSumSolver.of(forms).leadingFibres(1.3, -ETA, none, 1e-10);
        assertThat(left.u().rows()).isEqualTo(6);
        assertThat(left.u().cols()).isZero();
    }

    @Test
    void refusesWhatIsSingularOrDoesNotFit() {
        List<ModeForm> forms = forms(1, ModeForm.of(Circulant.derivative(6, 3, 2)));
        forms.set(0, ModeForm.zero(3));
        forms.set(2, ModeForm.zero(5));
        ModeProduct c = right(forms, 1, 2, false);
        KroneckerSumSolver solver = KroneckerSumSolver.of(forms);
        assertThatThrownBy(() -> solver.leadingFibres(0, 0.1, c, 1e-10))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "KroneckerSumSolver: σ − ηΣ_i A_i is singular, η times a sum of"
                                + " eigenvalues is σ = 0.0");
        ModeProduct other = new ModeProduct(1, Tensor.zeros(3, 2, 4), Matrix.zeros(6, 2));
        assertThatThrownBy(() -> solver.leadingFibres(1, 0.1, other, 1e-10))
                .hasMessage("KroneckerSumSolver: the right-hand side must be 3×6×5, found 3×6×4");
        assertThatThrownBy(() -> new ModeProduct(1, Tensor.zeros(3, 2, 4), Matrix.zeros(6, 3)))
                .hasMessage("ModeProduct: a factor 6×3 does not fit 2 numbers in mode 1");
    }
}
