package org.bugle.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bugle.linalg.Cases.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkewExponentialTest {
    private static Matrix skew(int r) {
        Matrix a = Cases.random(r, r, false, r);
        return a.minus(a.transpose());
    }

    private static void assertActsAsExponentials(Matrix n, Matrix theta) {
        Matrix x = Cases.random(theta.rows(), n.rows(), false, 5);
        Matrix image = SkewExponential.of(n).applyToRows(theta, x);
        for (int i = 0; i < theta.rows(); i++) {
            Matrix row = x.rows(i, i + 1).times(Expm.of(n.times(theta.get(i, 0))));
            assertClose(image.rows(i, i + 1), row, 1e-13);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void everyRowIsTurnedByItsOwnAngle(int r) {
        assertActsAsExponentials(skew(r), Matrix.columnVector(0, 0.3, -1.7, 0.3, 2.5, 1e-9));
    }

    @Test // planes that turn alike, others that stand still, or nearly
    void repeatedAndVanishingSpeeds() {
        Matrix turn = Matrix.of(new double[][] {{0, 1}, {-1, 0}});
        Matrix zero = Matrix.zeros(2, 2);
        Matrix n =
                Matrix.block(
                        new Matrix[][] {
                            {turn, zero, zero, zero},
                            {zero, turn, zero, zero},
                            {zero, zero, turn.times(1e-12), zero},
                            {zero, zero, zero, zero}
                        });
        Matrix q = Qr.of(Cases.random(8, 8, false, 3)).q();
        assertActsAsExponentials(
                q.times(n).timesTranspose(q), Matrix.columnVector(0.7, -20, 3, 3, 1e3));
    }

    @Test
    void lengthsOfRowsStay() {
        Matrix x = Cases.random(50, 6, false, 1);
        Matrix theta = Cases.random(50, 1, false, 2).times(1e3);
        Matrix image = SkewExponential.of(skew(6)).applyToRows(theta, x);
        for (int i = 0; i < 50; i++) {
            assertThat(image.rows(i, i + 1).norm() / x.rows(i, i + 1).norm() - 1)
                    .isBetween(-1e-14, 1e-14);
        }
    }

    @Test
    void othersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkewExponential.of(Matrix.zeros(2, 3)))
                .withMessageContaining("2×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkewExponential.of(Matrix.zerosComplex(2, 2)))
                .withMessageContaining("complex");
    }
}
