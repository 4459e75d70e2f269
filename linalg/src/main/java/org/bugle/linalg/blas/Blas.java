package org.bugle.linalg.blas;

import static org.bugle.linalg.blas.NativeCall.slice;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The other BLAS routines in use. Complex numbers are interleaved (re, im), scalars are such
/// pairs, offsets and counts are in numbers. Zero-sized operands are legal.
public final class Blas {
    private static final int COLUMN_MAJOR = 102;
    private static final int UPPER = 121;
    private static final int NON_UNIT = 131;
    private static final int LEFT = 141;
    private static final int RIGHT = 142;

    // Each function is bound when it is first called: binding them all takes longer than a small
    // run.

    private static final class Dgemv {
        static final MethodHandle CALL = Library.critical("cblas_dgemv", 'v', "iiiidpipidpi");
    }

    private static final class Zgemv {
        static final MethodHandle CALL = Library.critical("cblas_zgemv", 'v', "iiiippipippi");
    }

    private static final class Dsyrk {
        static final MethodHandle CALL = Library.critical("cblas_dsyrk", 'v', "iiiiidpidpi");
    }

    private static final class Zherk {
        static final MethodHandle CALL = Library.critical("cblas_zherk", 'v', "iiiiidpidpi");
    }

    private static final class Dtrsm {
        static final MethodHandle CALL = Library.critical("cblas_dtrsm", 'v', "iiiiiiidpipi");
    }

    private static final class Ztrsm {
        static final MethodHandle CALL = Library.critical("cblas_ztrsm", 'v', "iiiiiiippipi");
    }

    private static final class Daxpy {
        static final MethodHandle CALL = Library.critical("cblas_daxpy", 'v', "idpipi");
    }

    private static final class Zaxpy {
        static final MethodHandle CALL = Library.critical("cblas_zaxpy", 'v', "ippipi");
    }

    private static final class Dscal {
        static final MethodHandle CALL = Library.critical("cblas_dscal", 'v', "idpi");
    }

    private static final class Zscal {
        static final MethodHandle CALL = Library.critical("cblas_zscal", 'v', "ippi");
    }

    private static final class Ddot {
        static final MethodHandle CALL = Library.critical("cblas_ddot", 'd', "ipipi");
    }

    private static final class Zdotc {
        static final MethodHandle CALL = Library.critical("cblas_zdotc_sub", 'v', "ipipip");
    }

    private static final class Dnrm2 {
        static final MethodHandle CALL = Library.critical("cblas_dnrm2", 'd', "ipi");
    }

    private Blas() {}

    /// y ← α op(A) x + β y with A m×n as stored; panels of A of about a millisecond, each with its
    /// own part of y.
    public static void gemv(
            boolean complex,
            Op op,
            int m,
            int n,
            double[] alpha,
            Block a,
            double[] x,
            double[] beta,
            double[] y) {
        int outputs = op == Op.NONE ? m : n;
        int inputs = op == Op.NONE ? n : m;
        Work.count((complex ? 8.0 : 2.0) * m * n, (complex ? 2.0 : 1.0) * ((double) m * n + m + n));
        if (inputs == 0) {
            scal(complex, beta, y, 0, outputs);
            return;
        }
        double flops = (complex ? 8.0 : 2.0) * inputs;
        int size = (int) Math.clamp(NativeCall.LONG / flops, 1, Math.max(1, outputs));
        for (int from = 0; from < outputs; from += size) {
            int count = Math.min(size, outputs - from);
            gemvOnce(
                    complex,
                    op,
                    op == Op.NONE ? count : m,
                    op == Op.NONE ? n : count,
                    alpha,
                    op == Op.NONE ? a.from(from, 0) : a.from(0, from),
                    x,
                    beta,
                    slice(y, (complex ? 2 : 1) * from));
        }
    }

    private static void gemvOnce(
            boolean complex,
            Op op,
            int m,
            int n,
            double[] alpha,
            Block a,
            double[] x,
            double[] beta,
            MemorySegment y) {
        try {
            if (complex) {
                Zgemv.CALL.invokeExact(
                        COLUMN_MAJOR,
                        op.code,
                        m,
                        n,
                        MemorySegment.ofArray(alpha),
                        a.segment(2),
                        a.leading(),
                        MemorySegment.ofArray(x),
                        1,
                        MemorySegment.ofArray(beta),
                        y,
                        1);
            } else {
                Dgemv.CALL.invokeExact(
                        COLUMN_MAJOR,
                        op.code,
                        m,
                        n,
                        alpha[0],
                        a.segment(1),
                        a.leading(),
                        MemorySegment.ofArray(x),
                        1,
                        beta[0],
                        y,
                        1);
            }
        } catch (Throwable e) {
            throw NativeCall.failed("gemv", e);
        }
    }

    /// The upper triangle of C ← AᴴA (n×n) for A k×n, summed over panels of rows in order.
    public static void gram(boolean complex, int n, int k, Block a, Block c) {
        if (n == 0) {
            return;
        }
        int width = complex ? 2 : 1;
        double flopsPerRow = (complex ? 4.0 : 1.0) * n * n;
        Work.count(k * flopsPerRow, (double) width * n * (k + n));
        int size = (int) Math.max(1, Math.min(k, NativeCall.LONG / flopsPerRow));
        MethodHandle rankK = complex ? Zherk.CALL : Dsyrk.CALL;
        Op op = complex ? Op.ADJOINT : Op.TRANSPOSE;
        double beta = 0;
        for (int from = 0; from == 0 || from < k; from += size) {
            int rows = Math.min(size, k - from);
            MemorySegment panel = rows == 0 ? MemorySegment.NULL : a.from(from, 0).segment(width);
            try {
                rankK.invokeExact(
                        COLUMN_MAJOR,
                        UPPER,
                        op.code,
                        n,
                        rows,
                        1.0,
                        panel,
                        a.leading(),
                        beta,
                        c.segment(width),
                        c.leading());
            } catch (Throwable e) {
                throw NativeCall.failed("syrk", e);
            }
            beta = 1;
        }
    }

    /// B ← op(T)⁻¹ B (`left`) or B op(T)⁻¹ (not), with T upper triangular and B m×n.
    public static void trsm(boolean complex, boolean left, Op op, int m, int n, Block t, Block b) {
        // the columns of B (rows, if T is on the right) are independent: panels of a millisecond
        int order = left ? m : n;
        int panels = left ? n : m;
        double flops = (complex ? 4.0 : 1.0) * order * order;
        Work.count(panels * flops, (complex ? 2.0 : 1.0) * order * (order + (double) panels));
        int size = (int) Math.clamp(NativeCall.LONG / Math.max(1, flops), 1, Math.max(1, panels));
        for (int from = 0; order > 0 && from < panels; from += size) {
            int count = Math.min(size, panels - from);
            trsmOnce(
                    complex,
                    left ? LEFT : RIGHT,
                    op,
                    left ? m : count,
                    left ? count : n,
                    t,
                    left ? b.from(0, from) : b.from(from, 0));
        }
    }

    private static void trsmOnce(boolean complex, int side, Op op, int m, int n, Block t, Block b) {
        try {
            if (complex) {
                Ztrsm.CALL.invokeExact(
                        COLUMN_MAJOR,
                        side,
                        UPPER,
                        op.code,
                        NON_UNIT,
                        m,
                        n,
                        MemorySegment.ofArray(new double[] {1, 0}),
                        t.segment(2),
                        t.leading(),
                        b.segment(2),
                        b.leading());
            } else {
                Dtrsm.CALL.invokeExact(
                        COLUMN_MAJOR,
                        side,
                        UPPER,
                        op.code,
                        NON_UNIT,
                        m,
                        n,
                        1.0,
                        t.segment(1),
                        t.leading(),
                        b.segment(1),
                        b.leading());
            }
        } catch (Throwable e) {
            throw NativeCall.failed("trsm", e);
        }
    }

    /// The flops of α x for one number.
    private static double scaling(boolean complex, double[] alpha) {
        if (!complex) {
            return 1;
        }
        return alpha[1] == 0 ? 2 : 6;
    }

    /// y ← y + α x on `count` numbers.
    public static void axpy(
            boolean complex,
            double[] alpha,
            double[] x,
            int offsetX,
            double[] y,
            int offsetY,
            int count) {
        Work.count(
                (scaling(complex, alpha) + (complex ? 2 : 1)) * count,
                (complex ? 6.0 : 3.0) * count);
        try {
            if (complex && alpha[1] != 0) {
                Zaxpy.CALL.invokeExact(
                        count,
                        MemorySegment.ofArray(alpha),
                        slice(x, 2 * offsetX),
                        1,
                        slice(y, 2 * offsetY),
                        1);
            } else {
                int width = complex ? 2 : 1;
                Daxpy.CALL.invokeExact(
                        width * count,
                        alpha[0],
                        slice(x, width * offsetX),
                        1,
                        slice(y, width * offsetY),
                        1);
            }
        } catch (Throwable e) {
            throw NativeCall.failed("axpy", e);
        }
    }

    /// x ← α x on `count` numbers.
    public static void scal(boolean complex, double[] alpha, double[] x, int offset, int count) {
        Work.count(scaling(complex, alpha) * count, (complex ? 4.0 : 2.0) * count);
        try {
            if (complex && alpha[1] != 0) {
                Zscal.CALL.invokeExact(
                        count, MemorySegment.ofArray(alpha), slice(x, 2 * offset), 1);
            } else {
                int width = complex ? 2 : 1;
                Dscal.CALL.invokeExact(width * count, alpha[0], slice(x, width * offset), 1);
            }
        } catch (Throwable e) {
            throw NativeCall.failed("scal", e);
        }
    }

    /// xᴴy over `count` numbers, as (re, im).
    public static double[] dot(
            boolean complex, double[] x, int offsetX, double[] y, int offsetY, int count) {
        double[] result = new double[2];
        Work.count((complex ? 8.0 : 2.0) * count, (complex ? 4.0 : 2.0) * count);
        try {
            if (complex) {
                Zdotc.CALL.invokeExact(
                        count,
                        slice(x, 2 * offsetX),
                        1,
                        slice(y, 2 * offsetY),
                        1,
                        MemorySegment.ofArray(result));
            } else {
                result[0] =
                        (double)
                                Ddot.CALL.invokeExact(
                                        count, slice(x, offsetX), 1, slice(y, offsetY), 1);
            }
        } catch (Throwable e) {
            throw NativeCall.failed("dot", e);
        }
        return result;
    }

    /// The Euclidean norm of `count` numbers.
    public static double nrm2(boolean complex, double[] x, int offset, int count) {
        int width = complex ? 2 : 1;
        Work.count(2.0 * width * count, width * count);
        try {
            return (double) Dnrm2.CALL.invokeExact(width * count, slice(x, width * offset), 1);
        } catch (Throwable e) {
            throw NativeCall.failed("nrm2", e);
        }
    }
}
