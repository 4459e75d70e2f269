package org.bugle.models;

import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Sparse;

import java.util.ArrayList;
import java.util.List;

/// Finite differences on equidistant points as sparse operators.
final class Differences {
    private Differences() {}

    /// The tridiagonal matrix of constant diagonals, with its corners where the points are
    /// periodic.
    static Operator tridiagonal(
            int n, double below, double middle, double above, Boundary boundary) {
        return switch (boundary) {
            case ZERO -> Banded.tridiagonal(n, below, middle, above);
            case PERIODIC -> {
                List<Sparse.Entry> entries = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    entries.add(new Sparse.Entry(i, (i + n - 1) % n, below));
                    entries.add(new Sparse.Entry(i, i, middle));
                    entries.add(new Sparse.Entry(i, (i + 1) % n, above));
                }
                yield Sparse.of(n, n, entries);
            }
        };
    }

    /// The centred first derivative (−1, 0, 1)/(2h).
    static Operator first(int n, double h, Boundary boundary) {
        return tridiagonal(n, -0.5 / h, 0, 0.5 / h, boundary);
    }

    /// The second derivative (1, −2, 1)/h².
    static Operator second(int n, double h, Boundary boundary) {
        return tridiagonal(n, 1 / (h * h), -2 / (h * h), 1 / (h * h), boundary);
    }
}
