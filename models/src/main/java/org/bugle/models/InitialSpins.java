package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.models.spin.SpinMatrices;

import java.util.List;
import java.util.stream.IntStream;

/// Product states of a chain of spins.
public enum InitialSpins {
    /// All "up", the first basis vector.
    UP,
    /// All "down".
    DOWN,
    /// All (up + down)/√2.
    PLUS,
    /// Up, down, up, …
    NEEL,
    /// The first half up, the rest down.
    DOMAIN_WALL,
    /// All cos θ up + sin θ down.
    ANGLE;

    /// One column 2×1 a site.
    ///
    /// @param angle θ in radians
    List<Matrix> spinors(int sites, double angle) {
        return IntStream.range(0, sites)
                .mapToObj(site -> SpinMatrices.spinor(theta(site, sites, angle)))
                .toList();
    }

    private double theta(int site, int sites, double angle) {
        return switch (this) {
            case UP -> 0;
            case DOWN -> Math.PI / 2;
            case PLUS -> Math.PI / 4;
            case NEEL -> site % 2 * Math.PI / 2;
            case DOMAIN_WALL -> 2 * site < sites ? 0 : Math.PI / 2;
            case ANGLE -> angle;
        };
    }
}
