package org.bugle.files;

import org.bugle.linalg.Tensor;

import java.util.List;

/// What a file of arrays holds under a name.
public sealed interface StoredValue {
    /// float64 or complex128.
    record Array(Tensor values) implements StoredValue {}

    record Real(double value) implements StoredValue {}

    record Whole(long value) implements StoredValue {}

    /// int64.
    record Wholes(List<Long> values) implements StoredValue {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    record Text(String value) implements StoredValue {}
}
