package org.bugle.neural.engine;

import java.util.List;

/// An array that an engine keeps from one evaluation to the next, such as a frozen weight.
public interface Kept extends AutoCloseable {
    List<Integer> shape();

    @Override
    void close();
}
