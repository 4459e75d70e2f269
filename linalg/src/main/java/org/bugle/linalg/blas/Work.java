package org.bugle.linalg.blas;

import java.util.concurrent.atomic.DoubleAdder;

/// Counts what a computation asks of the machine, so that its time can be held against the
/// machine's own rates. Counted are the kernels: native calls and products of structured operators.
/// Outside of a measurement a count costs the test of a flag.
public final class Work {
    private static final DoubleAdder FLOPS = new DoubleAdder();
    private static final DoubleAdder BYTES = new DoubleAdder();
    private static volatile boolean counting;

    private Work() {}

    /// What a computation did.
    ///
    /// @param flops floating-point additions and multiplications, by the leading term of each
    ///   kernel; a complex multiplication is six
    /// @param bytes of operands, each kernel's counted once a call
    public record Amount(double flops, double bytes) {}

    /// Runs a computation, on any number of threads, and counts its work; one at a time.
    public static synchronized Amount of(Runnable computation) {
        FLOPS.reset();
        BYTES.reset();
        counting = true;
        try {
            computation.run();
        } finally {
            counting = false;
        }
        return new Amount(FLOPS.sum(), BYTES.sum());
    }

    /// A kernel's share.
    ///
    /// @param flops of the kernel
    /// @param numbers real numbers of 8 bytes in its operands
    public static void count(double flops, double numbers) {
        if (counting) {
            FLOPS.add(flops);
            BYTES.add(8 * numbers);
        }
    }
}
