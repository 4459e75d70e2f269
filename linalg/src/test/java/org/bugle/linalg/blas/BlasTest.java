package org.bugle.linalg.blas;

import static org.bugle.linalg.Cases.assertClose;

import org.bugle.linalg.Cases;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasTest {
    private static final double ROUNDING = 1e-13;

    @ParameterizedTest // the large ones take several panels
    @CsvSource({
        "7,5,false",
        "5,7,true",
        "0,4,false",
        "4,0,true",
        "4000,3000,false",
        "3000,2000,true"
    })
    void gemvIsTheProductWithAVector(int m, int n, boolean complex) {
        Matrix a = Cases.random(m, n, complex, 1);
        for (Op op : new Op[] {Op.NONE, Op.ADJOINT}) {
            Matrix x = Cases.random(op == Op.NONE ? n : m, 1, complex, 2);
            Matrix y = Cases.random(op == Op.NONE ? m : n, 1, complex, 3);
            double[] result = y.toArray();
            Blas.gemv(
                    complex,
                    op,
                    m,
                    n,
                    new double[] {2, 0},
                    a.buffer().block(),
                    x.toArray(),
                    new double[] {-1, 0},
                    result);
            Matrix product = op == Op.NONE ? a.times(x) : a.adjointTimes(x);
            Matrix found = Matrix.over(Buffer.wrap(y.rows(), 1, complex, result));
            assertClose(found, product.times(2).minus(y), ROUNDING);
        }
    }

    @ParameterizedTest
    @CsvSource({"6,9,false", "6,9,true", "5,0,false", "40,30000,false", "30,20000,true"})
    void gramIsTheUpperTriangleOfTheAdjointTimesItself(int n, int k, boolean complex) {
        Matrix a = Cases.random(k, n, complex, 1);
        Buffer c = Cases.random(n, n, complex, 2).buffer().copy();
        Blas.gram(complex, n, k, a.buffer().block(), c.block());
        Matrix wanted = a.adjointTimes(a);
        Matrix upper = Matrix.generate(n, n, (i, j) -> i <= j ? 1 : 0);
        Matrix mask = complex ? upper.toComplex() : upper;
        assertClose(Matrix.over(c).hadamard(mask), wanted.hadamard(mask), ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"6,9,false", "9,6,true", "0,3,false", "60,20000,false", "20000,50,true"})
    void trsmSolvesWithATriangle(int m, int n, boolean complex) {
        Matrix b = Cases.random(m, n, complex, 1);
        boolean left = m <= n;
        int order = left ? m : n;
        Matrix full =
                Cases.random(order, order, complex, 2).times(0.1).plus(2, Matrix.identity(order));
        Matrix t = full.hadamard(upper(order, complex));
        for (Op op : new Op[] {Op.NONE, Op.ADJOINT}) {
            Buffer x = b.buffer().copy();
            // what lies below the diagonal is not read
            Blas.trsm(complex, left, op, m, n, full.buffer().block(), x.block());
            Matrix solution = Matrix.over(x);
            Matrix factor = op == Op.NONE ? t : t.adjoint();
            assertClose(left ? factor.times(solution) : solution.times(factor), b, ROUNDING);
        }
    }

    private static Matrix upper(int n, boolean complex) {
        Matrix upper = Matrix.generate(n, n, (i, j) -> i <= j ? 1 : 0);
        return complex ? upper.toComplex() : upper;
    }
}
