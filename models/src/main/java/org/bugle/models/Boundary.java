package org.bugle.models;

/// What lies beyond the ends of an interval.
public enum Boundary {
    /// The other end.
    PERIODIC,
    /// Zero; for particles a vacuum, from which none come in.
    ZERO
}
