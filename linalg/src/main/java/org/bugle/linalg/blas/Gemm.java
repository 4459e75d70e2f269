package org.bugle.linalg.blas;

import org.bugle.linalg.parallel.Parallel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The product C ← (re + i im) op(A) op(B) + β C with op(A) m×k, op(B) k×n and C m×n. Large
/// products of tall matrices are cut into panels of about a millisecond, whose sizes depend on the
/// shapes alone; panels of the result are independent and may run side by side.
public record Gemm(
        boolean complex, Op opA, Op opB, int m, int n, int k, double re, double im, double beta) {
    /// From this smallest dimension on, a product does so much work per entry that copying it to
    /// native memory costs nothing; below, it is cut into panels instead.
    private static final int COPY_FROM = 192;

    private static final int COLUMN_MAJOR = 102;

    private static final String REAL_ARGUMENTS = "iiiiiidpipidpi";
    private static final String COMPLEX_ARGUMENTS = "iiiiiippipippi";

    // Each function is bound when it is first called, for heap arrays (short calls) or native
    // memory.

    private static final class RealShort {
        static final MethodHandle CALL = Library.critical("cblas_dgemm", 'v', REAL_ARGUMENTS);
    }

    private static final class RealLong {
        static final MethodHandle CALL = Library.plain("cblas_dgemm", 'v', REAL_ARGUMENTS);
    }

    private static final class ComplexShort {
        static final MethodHandle CALL = Library.critical("cblas_zgemm", 'v', COMPLEX_ARGUMENTS);
    }

    private static final class ComplexLong {
        static final MethodHandle CALL = Library.plain("cblas_zgemm", 'v', COMPLEX_ARGUMENTS);
    }

    /// Runs the product on the given operands; zero-sized ones are legal.
    public void run(Block a, Block b, Block c) {
        if (m == 0 || n == 0) {
            return;
        }
        double flops = (complex ? 8.0 : 2.0) * m * n * k;
        Work.count(
                flops, (complex ? 2.0 : 1.0) * ((double) m * k + (double) k * n + (double) m * n));
        if (flops < NativeCall.LONG) {
            once(a, b, c);
        } else if (Math.min(m, Math.min(n, k)) >= COPY_FROM) {
            onCopies(a, b, c);
        } else {
            inPanels(a, b, c, (int) Math.ceil(flops / NativeCall.LONG));
        }
    }

    private Gemm sized(int rows, int columns, int inner, double newBeta) {
        return new Gemm(complex, opA, opB, rows, columns, inner, re, im, newBeta);
    }

    private void inPanels(Block a, Block b, Block c, int wanted) {
        int largest = Math.max(m, Math.max(n, k));
        int size = (int) Math.max(1, Math.ceilDiv((long) largest, (long) wanted));
        int count = Math.ceilDiv(largest, size);
        if (largest == m) {
            Parallel.forEach(
                    count,
                    p -> {
                        int from = p * size;
                        sized(Math.min(size, m - from), n, k, beta)
                                .once(a.from(opA, from, 0), b, c.from(from, 0));
                    });
        } else if (largest == n) {
            Parallel.forEach(
                    count,
                    p -> {
                        int from = p * size;
                        sized(m, Math.min(size, n - from), k, beta)
                                .once(a, b.from(opB, 0, from), c.from(0, from));
                    });
        } else { // the parts of an inner dimension are summed in order
            for (int p = 0; p < count; p++) {
                int from = p * size;
                sized(m, n, Math.min(size, k - from), p == 0 ? beta : 1)
                        .once(a.from(opA, 0, from), b.from(opB, from, 0), c);
            }
        }
    }

    private void once(Block a, Block b, Block c) {
        int width = complex ? 2 : 1;
        // an empty inner dimension leaves β C; its operands have no entry to point at
        MemorySegment segmentA = k == 0 ? MemorySegment.NULL : a.segment(width);
        MemorySegment segmentB = k == 0 ? MemorySegment.NULL : b.segment(width);
        int leadingA = Math.max(a.leading(), opA == Op.NONE ? m : k);
        int leadingB = Math.max(b.leading(), opB == Op.NONE ? k : n);
        try {
            if (complex) {
                ComplexShort.CALL.invokeExact(
                        COLUMN_MAJOR,
                        opA.code,
                        opB.code,
                        m,
                        n,
                        k,
                        MemorySegment.ofArray(new double[] {re, im}),
                        segmentA,
                        leadingA,
                        segmentB,
                        leadingB,
                        MemorySegment.ofArray(new double[] {beta, 0}),
                        c.segment(2),
                        c.leading());
            } else {
                RealShort.CALL.invokeExact(
                        COLUMN_MAJOR,
                        opA.code,
                        opB.code,
                        m,
                        n,
                        k,
                        re,
                        segmentA,
                        leadingA,
                        segmentB,
                        leadingB,
                        beta,
                        c.segment(1),
                        c.leading());
            }
        } catch (Throwable e) {
            throw NativeCall.failed("gemm", e);
        }
    }

    private void onCopies(Block a, Block b, Block c) {
        int width = complex ? 2 : 1;
        boolean plainA = opA == Op.NONE;
        boolean plainB = opB == Op.NONE;
        try (NativeCall call = NativeCall.of(Double.POSITIVE_INFINITY)) {
            // only what belongs to C is written back: others may be at work on its neighbours
            MemorySegment copyA = call.in(a, width, plainA ? m : k, plainA ? k : m);
            MemorySegment copyB = call.in(b, width, plainB ? k : n, plainB ? n : k);
            MemorySegment copyC = call.inOut(c, width, m, n);
            if (complex) {
                ComplexLong.CALL.invokeExact(
                        COLUMN_MAJOR,
                        opA.code,
                        opB.code,
                        m,
                        n,
                        k,
                        call.in(new double[] {re, im}),
                        copyA,
                        a.leading(),
                        copyB,
                        b.leading(),
                        call.in(new double[] {beta, 0}),
                        copyC,
                        c.leading());
            } else {
                RealLong.CALL.invokeExact(
                        COLUMN_MAJOR,
                        opA.code,
                        opB.code,
                        m,
                        n,
                        k,
                        re,
                        copyA,
                        a.leading(),
                        copyB,
                        b.leading(),
                        beta,
                        copyC,
                        c.leading());
            }
            call.finish();
        } catch (Throwable e) {
            throw NativeCall.failed("gemm", e);
        }
    }
}
