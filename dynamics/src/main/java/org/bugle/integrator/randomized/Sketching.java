package org.bugle.integrator.randomized;

import org.bugle.linalg.Matrix;

/// How the random matrices of a run are drawn.
public record Sketching(
        SketchKind kind, Reuse reuse, Oversampling oversampling, SketchSource source) {
    /// Which stages of a step share their random matrices. Every step draws new ones.
    public enum Reuse {
        /// Every stage has a pair of its own.
        FRESH,
        /// All stages of a step use one pair, so that every F is sketched once.
        CONSTANT
    }

    /// Fresh Gaussian matrices with the usual oversampling.
    public static Sketching gaussian(SketchSource source) {
        return new Sketching(SketchKind.GAUSSIAN, Reuse.FRESH, Oversampling.USUAL, source);
    }

    public Sketching with(SketchKind other) {
        return new Sketching(other, reuse, oversampling, source);
    }

    public Sketching with(Reuse other) {
        return new Sketching(kind, other, oversampling, source);
    }

    public Sketching with(Oversampling other) {
        return new Sketching(kind, reuse, other, source);
    }

    Matrix draw(int rows, int columns, boolean complex, long... place) {
        return kind.draw(rows, columns, complex, source.seed(place));
    }
}
