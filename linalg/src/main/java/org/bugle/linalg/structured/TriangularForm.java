package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Schur;
import org.bugle.linalg.kernel.Buffer;

import java.util.List;
import java.util.stream.IntStream;

/// A = Q T Qᴴ with unitary Q and upper triangular T, both complex.
///
/// @param adjoint Qᴴ
/// @param rows the entries right of the diagonal, row by row, each as a column
/// @param isComplex whether A is complex
record TriangularForm(
        Matrix vectors, Matrix adjoint, Matrix triangle, List<Buffer> rows, boolean isComplex)
        implements ModeForm {
    static TriangularForm of(Schur schur, boolean complex) {
        Matrix t = schur.t();
        int n = t.rows();
        return new TriangularForm(
                schur.q(),
                schur.q().adjoint(),
                t,
                IntStream.range(0, n)
                        .mapToObj(j -> t.block(j, j + 1, j + 1, n).buffer().reshaped(n - j - 1, 1))
                        .toList(),
                complex);
    }

    @Override
    public int size() {
        return triangle.rows();
    }
}
