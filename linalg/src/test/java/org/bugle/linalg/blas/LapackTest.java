package org.bugle.linalg.blas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LapackTest {
    @ParameterizedTest // the way out when divide and conquer fails; the last one runs on copies
    @CsvSource({"7,5,false", "5,7,true", "9,9,true", "120,100,false"})
    void bothSingularValueDecompositionsReconstruct(int m, int n, boolean complex) {
        Matrix a = Cases.random(m, n, complex, 1);
        int k = Math.min(m, n);
        for (boolean slow : new boolean[] {false, true}) {
            double[] s = new double[k];
            Buffer u = new Buffer(m, k, complex);
            Buffer vt = new Buffer(k, n, complex);
            if (slow) {
                Lapack.gesvd(complex, m, n, a.toArray(), s, u.array(), vt.array());
            } else {
                Lapack.gesdd(complex, m, n, a.toArray(), s, u.array(), vt.array());
            }
            Matrix product = Matrix.over(u).times(Matrix.diagonal(s)).times(Matrix.over(vt));
            assertClose(product, a, 1e-13);
        }
    }

    @Test
    void illegalArgumentsAreNamed() {
        assertThatThrownBy(() -> Lapack.getrf(false, -1, new double[1], new int[1]))
                .isInstanceOf(LapackException.class)
                .hasMessage("getrf: argument 2 is illegal (-1×-1)");
        assertThatThrownBy(() -> Lapack.orgqr(true, 2, 1, 2, new double[8], new double[4]))
                .isInstanceOf(LapackException.class)
                .hasMessage("orgqr: argument 4 is illegal (2×1)");
    }

    @Test
    void aSylvesterEquationWithoutSolutionIsNamed() {
        assertThatThrownBy(() ->
                        Lapack.trsyl(
                                false, 1, 1, new double[] {2}, new double[] {-2}, new double[] {1}))
                .isInstanceOf(LapackException.class)
                .hasMessage(
                        "trsyl: A and −B have common or close eigenvalues (info = 1, 1×1 and 1×1)");
    }
}
