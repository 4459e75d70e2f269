package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.structured.Sparse.Entry;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.sparse.csc.decomposition.lu.LuUpLooking_DSCC;
import org.ejml.sparse.csc.misc.TriangularSolver_DSCC;

import java.util.ArrayList;
import java.util.List;

/// The sparse LU factorisation (EJML) of M = σI − A after a reverse Cuthill–McKee reordering. A
/// complex M becomes a real matrix of twice the size, each entry a block [[re, −im], [im, re]], so
/// that the parts of an unknown stay neighbours.
final class SparseLu implements Operator.Resolvent {
    private final DMatrixSparseCSC lower;
    private final DMatrixSparseCSC upper;
    private final int[] pivots; // row i of the reordered matrix became row pivots[i]
    private final int[] places; // unknown i stands at places[i]
    private final boolean complex;

    private SparseLu(LuUpLooking_DSCC lu, int[] places, boolean complex) {
        lower = lu.getL().copy();
        upper = lu.getU().copy();
        pivots = lu.getPinv().clone();
        this.places = places;
        this.complex = complex;
    }

    /// @throws ArithmeticException if M is singular
    static SparseLu of(Sparse m, Complex sigma) {
        int[] places = CuthillMcKee.places(m);
        List<Entry> real = new ArrayList<>();
        int w = m.isComplex() ? 2 : 1;
        for (Entry e : m.entries()) {
            // transposed: the compressed rows are then the columns that the factorisation wants
            int i = w * places[e.row()];
            int j = w * places[e.column()];
            real.add(new Entry(j, i, e.value().re()));
            if (w == 2) {
                real.add(new Entry(j + 1, i + 1, e.value().re()));
                real.add(new Entry(j + 1, i, -e.value().im()));
                real.add(new Entry(j, i + 1, e.value().im()));
            }
        }
        int n = w * m.rows();
        Sparse columns = Sparse.of(n, n, real);
        DMatrixSparseCSC csc = new DMatrixSparseCSC(n, n, 0);
        csc.col_idx = columns.rowStarts();
        csc.nz_rows = columns.columnIndices();
        csc.nz_values = columns.values().toArray();
        csc.nz_length = csc.nz_values.length;
        csc.indicesSorted = true;
        LuUpLooking_DSCC lu = new LuUpLooking_DSCC(null);
        if (!lu.decompose(csc) || lu.isSingular()) {
            throw Singular.singular("Sparse", sigma, "its LU factorisation has a zero pivot");
        }
        return new SparseLu(lu, places, m.isComplex());
    }

    @Override
    public Matrix solve(Matrix b) {
        LinearMap.requireRows("Sparse", places.length, b.rows());
        if (!complex && b.isComplex()) {
            return b.mapParts(this::solve);
        }
        int n = places.length;
        Buffer x = new Buffer(n, b.cols(), complex).set(b.buffer());
        int w = x.width();
        double[] work = new double[w * n];
        for (int j = 0; j < b.cols(); j++) {
            int start = w * n * j;
            for (int i = 0; i < w * n; i++) {
                work[pivots[w * places[i / w] + i % w]] = x.array()[start + i];
            }
            TriangularSolver_DSCC.solveL(lower, work);
            TriangularSolver_DSCC.solveU(upper, work);
            for (int i = 0; i < w * n; i++) {
                x.array()[start + i] = work[w * places[i / w] + i % w];
            }
        }
        return Matrix.over(x);
    }
}
