package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.blas.Op;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmresTest {
    @ParameterizedTest // with and without restarts, Arnoldi and Lanczos
    @CsvSource({"false,40", "true,40", "false,9", "true,9"})
    void solvesToTheTolerance(boolean complex, int restart) {
        int n = 50;
        Matrix general = Cases.random(n, n, complex, 1).times(0.5 / Math.sqrt(n));
        Matrix hermitian = Cases.hermitian(n, complex, 2).times(0.5 / Math.sqrt(n));
        for (Matrix part : new Matrix[] {general, hermitian}) {
            Dense a = Dense.of(part.plus(Matrix.identity(n)));
            for (boolean complexRight : new boolean[] {false, true}) {
                Matrix b = Cases.random(n, 2, complexRight, 3);
                Matrix x = new Gmres(1e-12, restart, 1000).solve(BlockOperator.of(a), b);
                assertThat(x.isComplex()).isEqualTo(complex || complexRight);
                assertThat(a.apply(x).minus(b).norm()).isLessThan(1e-12 * b.norm());
            }
        }
    }

    @Test
    void solvesForFunctionsOnBlocks() {
        Matrix a = Cases.random(6, 6, false, 1).plus(6, Matrix.identity(6));
        Matrix b = Cases.random(4, 4, false, 2);
        BlockOperator sum = // X ↦ A X + X B
                new BlockOperator(
                        (x, y) ->
                                y.product(Op.NONE, a.buffer(), Op.NONE, x)
                                        .addProduct(1, Op.NONE, x, Op.NONE, b.buffer()),
                        false,
                        false);
        Matrix c = Cases.random(6, 4, false, 3);
        assertClose(Gmres.ACCURATE.solve(sum, c), Sylvester.solve(a, b, c), 1e-8);
    }

    @Test
    void aZeroRightHandSideHasTheZeroSolution() {
        BlockOperator identity = BlockOperator.of(Dense.of(Matrix.identity(3)));
        assertThat(Gmres.ACCURATE.solve(identity, Matrix.zeros(3, 2)))
                .isEqualTo(Matrix.zeros(3, 2));
        assertThat(Gmres.ACCURATE.solve(identity, Matrix.zeros(3, 0)))
                .isEqualTo(Matrix.zeros(3, 0));
    }

    @Test
    void saysHowFarItCame() {
        Banded laplacian = Banded.tridiagonal(400, -1, 2, -1);
        Matrix b = Matrix.generate(400, 1, (_, _) -> 1);
        assertThatThrownBy(() -> new Gmres(1e-10, 10, 50).solve(BlockOperator.of(laplacian), b))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageMatching(
                        "Gmres: the residual is 0\\.\\d+ of ‖B‖ after 50 iterations \\(400×1,"
                                + " restart 10\\), wanted 1\\.00e-10");
    }

    @Test
    void endsOnASingularOperatorAndOnNaN() {
        BlockOperator singular = BlockOperator.of(Diagonal.of(1, 0));
        assertThatThrownBy(() -> Gmres.ACCURATE.solve(singular, Matrix.columnVector(0, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "Gmres: the residual is 1.00 of ‖B‖ after 1 iterations (2×1, restart 40),"
                                + " wanted 1.00e-10");
        assertThatThrownBy(() -> Gmres.ACCURATE.solve(singular, Matrix.columnVector(0, Double.NaN)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Krylov: the image of basis block 0 (2×1) is not finite");
    }

    @Test
    void refusesSenselessSettings() {
        assertThatThrownBy(() -> new Gmres(1e-8, 0, 5))
                .hasMessage(
                        "Gmres: the tolerance must be in (0, 1), restart and iterations at least 1,"
                                + " found 1.0E-8, 0 and 5");
    }
}
