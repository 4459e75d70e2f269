package org.bugle.neural.engine;

import org.bugle.neural.array.Array;

/// Computes with arrays and takes derivatives. Results are the same bits for the same input and the
/// same number of threads.
public interface Engine extends AutoCloseable {
    /// Such as `java` or `pytorch`.
    String name();

    /// For the head of a run: versions, precision, device, threads.
    String description();

    /// @param recording whether derivatives will be asked for; without, values are freed as they
    ///   fall out of use
    Graph open(boolean recording);

    Kept keep(Array array);

    @Override
    void close();
}
