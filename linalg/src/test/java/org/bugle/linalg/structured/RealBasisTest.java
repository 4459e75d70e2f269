package org.bugle.linalg.structured;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class RealBasisTest {
    private static final double ROUNDING = 1e-13;

    private static void check(Operator a) {
        RealBasis basis = RealBasis.of(ModeForm.of(a)).orElseThrow();
        int n = a.rows();
        Matrix one = Matrix.identity(n);
        Matrix q = basis.synthesis().apply(one);
        Matrix lambda =
                Matrix.diagonal(
                        IntStream.range(0, n).mapToDouble(basis.eigenvalues()::re).toArray());
        Matrix image = a.apply(q);
        assertThat(q.adjointTimes(q).minus(one).norm()).as("%d", n).isLessThan(ROUNDING);
        assertThat(basis.coefficients().apply(one).minus(q.adjoint()).norm())
                .as("%d", n)
                .isLessThan(ROUNDING);
        assertThat(image.minus(q.times(lambda)).norm())
                .as("%d", n)
                .isLessThan(ROUNDING * (1 + image.norm()));
    }

    @Test
    void diagonalisesEverySymmetricOperator() {
        for (int n = 1; n <= 12; n++) {
            check(Circulant.derivative(n, 3, 2));
            check(new Scaled(-0.3, Circulant.derivative(n, 3, 2)));
            check(new Diagonal(Cases.random(n, 1, false, n)));
            check(Dense.of(Cases.hermitian(n, false, n)));
            check(Banded.tridiagonal(n, 1, -2, 1));
        }
    }

    @Test
    void refusesWhatIsNotRealAndSymmetric() {
        Matrix dense = Cases.random(600, 600, false, 1);
        Matrix complex = Cases.random(5, 1, true, 2);
        List<Operator> others =
                List.of(
                        Circulant.derivative(6, 3, 1),
                        Circulant.ofSymbol(complex),
                        new Diagonal(complex),
                        Dense.of(Cases.hermitian(5, true, 3)),
                        Dense.of(Cases.random(5, 5, false, 4)),
                        Banded.generate(600, 1, 1, (i, j) -> dense.get(i, j)));
        for (Operator other : others) {
            assertThat(RealBasis.of(ModeForm.of(other))).isEmpty();
        }
    }
}
