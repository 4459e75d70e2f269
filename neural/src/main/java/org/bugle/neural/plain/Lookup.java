package org.bugle.neural.plain;

import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.List;

/// Entries found by integers.
final class Lookup {
    private Lookup() {}

    /// Rows of a table.
    static PlainValue rows(PlainValue table, Array indices) {
        if (table.shape().isEmpty()) {
            throw new IllegalArgumentException("rows: a number has no rows");
        }
        List<Integer> row = table.shape().subList(1, table.shape().size());
        List<Integer> shape = new ArrayList<>(indices.shape());
        shape.addAll(row);
        int length = Array.count(row);
        int[] positions = new int[Array.count(shape)];
        for (int i = 0; i < indices.size(); i++) {
            int index = index("rows", indices, i, table.size(0));
            for (int j = 0; j < length; j++) {
                positions[i * length + j] = index * length + j;
            }
        }
        return Layout.chosen(table, shape, positions);
    }

    static PlainValue along(PlainValue x, Array indices) {
        int order = x.shape().size();
        if (indices.order() != 2 || order < 2 || x.size(-2) != indices.size(0)) {
            throw new IllegalArgumentException(
                    "takeAlong: wants values (…, p, n) and indices (p, q), found %s and %s"
                            .formatted(x.shape(), indices.shape()));
        }
        int p = indices.size(0);
        int q = indices.size(1);
        int n = x.size(-1);
        List<Integer> shape = new ArrayList<>(x.shape());
        shape.set(order - 1, q);
        int[] positions = new int[Array.count(shape)];
        for (int i = 0; i < positions.length; i++) {
            int line = i / q;
            positions[i] = line * n + index("takeAlong", indices, line % p * q + i % q, n);
        }
        return Layout.chosen(x, shape, positions);
    }

    private static int index(String operation, Array indices, int position, int below) {
        double index = indices.at(position);
        if (!(index >= 0 && index < below && index == Math.rint(index))) {
            throw new IllegalArgumentException(
                    "%s: indices must be integers from 0 to %d, found %s"
                            .formatted(operation, below - 1, index));
        }
        return (int) index;
    }
}
