package org.bugle.linalg.blas;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.structured.Banded;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final Matrix A = Matrix.generate(30, 20, (i, j) -> i + 2 * j);

    @Test
    void productCountsTwiceTheMultiplicationsAndItsOperands() {
        Matrix b = Matrix.generate(20, 10, (i, j) -> i - j);

        Work.Amount work = Work.of(() -> A.times(b));

        assertThat(work.flops()).isEqualTo(2.0 * 30 * 20 * 10);
        assertThat(work.bytes()).isEqualTo(8.0 * (30 * 20 + 20 * 10 + 30 * 10));
    }

    @Test // four products and two sums
    void complexProductCountsFourRealOnes() {
        Matrix complex = A.toComplex();

        assertThat(Work.of(() -> complex.adjointTimes(complex)).flops())
                .isEqualTo(8.0 * 20 * 20 * 30);
    }

    @Test
    void structuredAndLapackKernelsCount() {
        Banded band = Banded.tridiagonal(30, 1, -2, 1);

        assertThat(Work.of(() -> band.apply(A)).flops()).isEqualTo(2.0 * 3 * 30 * 20);
        assertThat(Work.of(() -> Qr.triangle(A)).flops()).isPositive();
    }

    @Test
    void nothingIsCountedOutsideOfAMeasurement() {
        Work.of(() -> A.times(A.transpose()));
        A.times(A.transpose());

        assertThat(Work.of(() -> {})).isEqualTo(new Work.Amount(0, 0));
    }
}
