package org.bugle.linalg.blas;

import java.lang.foreign.MemorySegment;

/// The LAPACK routines in use, on contiguous column-major arrays (leading dimension = rows),
/// complex numbers interleaved. Each overwrites its arguments as LAPACK does, and ends in a
/// [LapackException] when an argument is illegal or an iteration fails. None looks for NaN.
public final class Lapack {
    private static final int COLUMN_MAJOR = 102;

    private static final Both GEQRF = new Both("geqrf", "iiipip");
    private static final Both GEQP3 = new Both("geqp3", "iiipipp");
    private static final Both ORGQR = new Both("orgqr", "ungqr", "iiiipip");
    private static final Both GESDD = new Both("gesdd", "iciipippipi");
    private static final Both GESVD = new Both("gesvd", "icciipippipip");
    private static final Both SYEVD = new Both("syevd", "heevd", "iccipip");
    private static final Library.Function ZGEEV =
            new Library.Function("LAPACKE_zgeev", 'i', "iccipippipi");
    private static final Library.Function ZGEES =
            new Library.Function("LAPACKE_zgees", 'i', "iccpipipppi");
    private static final Both GETRF = new Both("getrf", "iiipip");
    private static final Both GETRS = new Both("getrs", "iciipippi");
    private static final Both POTRF = new Both("potrf", "icipi");
    private static final Both POTRS = new Both("potrs", "iciipipi");
    private static final Both GBTRF = new Both("gbtrf", "iiiiipip");
    private static final Both GBTRS = new Both("gbtrs", "iciiiipippi");
    private static final Both TRSYL = new Both("trsyl", "icciiipipipip");

    private Lapack() {}

    /// The real and the complex version of a routine with the same argument list.
    private record Both(String name, Library.Function real, Library.Function complex) {
        Both(String name, String arguments) {
            this(name, name, arguments);
        }

        Both(String realName, String complexName, String arguments) {
            this(
                    realName,
                    new Library.Function("LAPACKE_d" + realName, 'i', arguments),
                    new Library.Function("LAPACKE_z" + complexName, 'i', arguments));
        }

        Library.Function of(boolean isComplex) {
            return isComplex ? complex : real;
        }
    }

    /// What went wrong: a negative `info` names an argument, a positive one is the routine's own.
    private static void check(int info, String routine, String positive, String sizes) {
        if (info < 0) {
            throw new LapackException(
                    "%s: argument %d is illegal (%s)".formatted(routine, -info, sizes));
        }
        if (info > 0) {
            throw new LapackException(
                    "%s: %s (info = %d, %s)".formatted(routine, positive, info, sizes));
        }
    }

    private static double flops(boolean complex, double real) {
        return complex ? 4 * real : real;
    }

    private static String size(int m, int n) {
        return m + "×" + n;
    }

    /// A (m×n) → R above the diagonal, reflectors below; `tau` has min(m, n) numbers.
    public static void geqrf(boolean complex, int m, int n, double[] a, double[] tau) {
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * m * n * Math.min(m, n)))) {
            int info =
                    (int)
                            call.pick(GEQRF.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            m,
                                            n,
                                            call.inOut(a),
                                            Math.max(1, m),
                                            call.inOut(tau));
            check(info, "geqrf", "failed", size(m, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("geqrf", e);
        }
    }

    /// A P = Q R; `pivots` (n, zero on entry) gets the 1-based columns of A in their new order.
    public static void geqp3(
            boolean complex, int m, int n, double[] a, int[] pivots, double[] tau) {
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * m * n * Math.min(m, n)))) {
            int info =
                    (int)
                            call.pick(GEQP3.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            m,
                                            n,
                                            call.inOut(a),
                                            Math.max(1, m),
                                            call.inOut(pivots),
                                            call.inOut(tau));
            check(info, "geqp3", "failed", size(m, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("geqp3", e);
        }
    }

    /// Reflectors of `geqrf` in the first k columns of A (m×n) → the first n columns of Q.
    public static void orgqr(boolean complex, int m, int n, int k, double[] a, double[] tau) {
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * m * n * k))) {
            int info =
                    (int)
                            call.pick(ORGQR.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            m,
                                            n,
                                            k,
                                            call.inOut(a),
                                            Math.max(1, m),
                                            call.in(tau));
            check(info, "orgqr", "failed", size(m, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("orgqr", e);
        }
    }

    /// A (m×n, destroyed) = U Σ Vᴴ by divide and conquer, thin: U m×k, `vt` = Vᴴ k×n, k = min(m,
    /// n).
    public static void gesdd(
            boolean complex, int m, int n, double[] a, double[] s, double[] u, double[] vt) {
        int k = Math.min(m, n);
        try (NativeCall call = NativeCall.of(flops(complex, 20.0 * m * n * k))) {
            int info =
                    (int)
                            call.pick(GESDD.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'S',
                                            m,
                                            n,
                                            call.inOut(a),
                                            Math.max(1, m),
                                            call.inOut(s),
                                            call.inOut(u),
                                            Math.max(1, m),
                                            call.inOut(vt),
                                            Math.max(1, k));
            check(info, "gesdd", "did not converge", size(m, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("gesdd", e);
        }
    }

    /// As [#gesdd], by the slower QR iteration, which converges where divide and conquer fails.
    public static void gesvd(
            boolean complex, int m, int n, double[] a, double[] s, double[] u, double[] vt) {
        int k = Math.min(m, n);
        double[] superdiagonal = new double[Math.max(1, k)];
        try (NativeCall call = NativeCall.of(flops(complex, 30.0 * m * n * k))) {
            int info =
                    (int)
                            call.pick(GESVD.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'S',
                                            (byte) 'S',
                                            m,
                                            n,
                                            call.inOut(a),
                                            Math.max(1, m),
                                            call.inOut(s),
                                            call.inOut(u),
                                            Math.max(1, m),
                                            call.inOut(vt),
                                            Math.max(1, k),
                                            call.inOut(superdiagonal));
            check(info, "gesvd", "did not converge", size(m, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("gesvd", e);
        }
    }

    /// Hermitian A (n×n, lower triangle read) → eigenvectors; `w` gets the eigenvalues, ascending.
    public static void heevd(boolean complex, int n, double[] a, double[] w) {
        try (NativeCall call = NativeCall.of(flops(complex, 9.0 * n * n * n))) {
            int info =
                    (int)
                            call.pick(SYEVD.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'V',
                                            (byte) 'L',
                                            n,
                                            call.inOut(a),
                                            Math.max(1, n),
                                            call.inOut(w));
            check(info, complex ? "heevd" : "syevd", "did not converge", size(n, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("heevd", e);
        }
    }

    /// Complex A (n×n, destroyed) → eigenvalues and right eigenvectors.
    public static void geev(int n, double[] a, double[] values, double[] vectors) {
        try (NativeCall call = NativeCall.of(100.0 * n * n * n)) {
            int info =
                    (int)
                            call.pick(ZGEEV)
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'N',
                                            (byte) 'V',
                                            n,
                                            call.inOut(a),
                                            Math.max(1, n),
                                            call.inOut(values),
                                            MemorySegment.NULL,
                                            1,
                                            call.inOut(vectors),
                                            Math.max(1, n));
            check(info, "geev", "did not converge", size(n, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("geev", e);
        }
    }

    /// Complex A (n×n) → T upper triangular, `q` the Schur vectors, `values` the diagonal of T.
    public static void gees(int n, double[] a, double[] values, double[] q) {
        int[] sorted = new int[1];
        try (NativeCall call = NativeCall.of(100.0 * n * n * n)) {
            int info =
                    (int)
                            call.pick(ZGEES)
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'V',
                                            (byte) 'N',
                                            MemorySegment.NULL,
                                            n,
                                            call.inOut(a),
                                            Math.max(1, n),
                                            call.inOut(sorted),
                                            call.inOut(values),
                                            call.inOut(q),
                                            Math.max(1, n));
            check(info, "gees", "did not converge", size(n, n));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("gees", e);
        }
    }

    /// A (n×n) = P L U in place; returns `info` > 0 where U has an exact zero on its diagonal.
    public static int getrf(boolean complex, int n, double[] a, int[] pivots) {
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 / 3 * n * n * n))) {
            int info =
                    (int)
                            call.pick(GETRF.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            n,
                                            n,
                                            call.inOut(a),
                                            Math.max(1, n),
                                            call.inOut(pivots));
            check(Math.min(info, 0), "getrf", "failed", size(n, n));
            call.finish();
            return info;
        } catch (Throwable e) {
            throw rethrow("getrf", e);
        }
    }

    /// B (n×k) ← op(A)⁻¹ B with the factors of [#getrf].
    public static void getrs(
            boolean complex, Op op, int n, int k, double[] lu, int[] pivots, double[] b) {
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * n * n * k))) {
            int info =
                    (int)
                            call.pick(GETRS.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            letter(op),
                                            n,
                                            k,
                                            call.in(lu),
                                            Math.max(1, n),
                                            call.in(pivots),
                                            call.inOut(b),
                                            Math.max(1, n));
            check(info, "getrs", "failed", size(n, k));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("getrs", e);
        }
    }

    /// The upper triangle of A (n×n) = RᴴR → R; returns `info` > 0 where A is not positive
    /// definite.
    public static int potrf(boolean complex, int n, double[] a) {
        try (NativeCall call = NativeCall.of(flops(complex, 1.0 / 3 * n * n * n))) {
            int info =
                    (int)
                            call.pick(POTRF.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'U',
                                            n,
                                            call.inOut(a),
                                            Math.max(1, n));
            check(Math.min(info, 0), "potrf", "failed", size(n, n));
            call.finish();
            return info;
        } catch (Throwable e) {
            throw rethrow("potrf", e);
        }
    }

    /// B (n×k) ← A⁻¹ B with the factor of [#potrf].
    public static void potrs(boolean complex, int n, int k, double[] r, double[] b) {
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * n * n * k))) {
            int info =
                    (int)
                            call.pick(POTRS.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'U',
                                            n,
                                            k,
                                            call.in(r),
                                            Math.max(1, n),
                                            call.inOut(b),
                                            Math.max(1, n));
            check(info, "potrs", "failed", size(n, k));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("potrs", e);
        }
    }

    /// LU of a band matrix with `lower` and `upper` diagonals, stored in (2·lower + upper + 1)×n as
    /// LAPACK's gbtrf wants it; returns `info` > 0 where U has an exact zero on its diagonal.
    public static int gbtrf(
            boolean complex, int n, int lower, int upper, double[] band, int[] pivots) {
        int rows = 2 * lower + upper + 1;
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * n * rows * (lower + 1)))) {
            int info =
                    (int)
                            call.pick(GBTRF.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            n,
                                            n,
                                            lower,
                                            upper,
                                            call.inOut(band),
                                            rows,
                                            call.inOut(pivots));
            check(Math.min(info, 0), "gbtrf", "failed", size(n, n));
            call.finish();
            return info;
        } catch (Throwable e) {
            throw rethrow("gbtrf", e);
        }
    }

    /// B (n×k) ← op(A)⁻¹ B with the factors of [#gbtrf].
    public static void gbtrs(
            boolean complex,
            Op op,
            int n,
            int lower,
            int upper,
            int k,
            double[] band,
            int[] pivots,
            double[] b) {
        int rows = 2 * lower + upper + 1;
        try (NativeCall call = NativeCall.of(flops(complex, 2.0 * n * rows * k))) {
            int info =
                    (int)
                            call.pick(GBTRS.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            letter(op),
                                            n,
                                            lower,
                                            upper,
                                            k,
                                            call.in(band),
                                            rows,
                                            call.in(pivots),
                                            call.inOut(b),
                                            Math.max(1, n));
            check(info, "gbtrs", "failed", size(n, k));
            call.finish();
        } catch (Throwable e) {
            throw rethrow("gbtrs", e);
        }
    }

    /// Solves A X + X B = scale·C for upper triangular A (m×m) and B (n×n); C → X, returns the
    /// scale.
    public static double trsyl(boolean complex, int m, int n, double[] a, double[] b, double[] c) {
        double[] scale = new double[1];
        try (NativeCall call = NativeCall.of(flops(complex, (double) m * n * (m + n)))) {
            int info =
                    (int)
                            call.pick(TRSYL.of(complex))
                                    .invokeExact(
                                            COLUMN_MAJOR,
                                            (byte) 'N',
                                            (byte) 'N',
                                            1,
                                            m,
                                            n,
                                            call.in(a),
                                            Math.max(1, m),
                                            call.in(b),
                                            Math.max(1, n),
                                            call.inOut(c),
                                            Math.max(1, m),
                                            call.inOut(scale));
            check(
                    info,
                    "trsyl",
                    "A and −B have common or close eigenvalues",
                    size(m, m) + " and " + size(n, n));
            call.finish();
            return scale[0];
        } catch (Throwable e) {
            throw rethrow("trsyl", e);
        }
    }

    private static byte letter(Op op) {
        return (byte)
                switch (op) {
                    case NONE -> 'N';
                    case TRANSPOSE -> 'T';
                    case ADJOINT -> 'C';
                };
    }

    private static RuntimeException rethrow(String routine, Throwable e) {
        return e instanceof RuntimeException known ? known : NativeCall.failed(routine, e);
    }
}
