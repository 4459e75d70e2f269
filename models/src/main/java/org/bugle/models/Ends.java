package org.bugle.models;

/// What holds at the two ends of an [Axis].
public enum Ends {
    /// Each end is the other one.
    PERIODIC,
    /// u = 0; the ends are not among the unknowns.
    DIRICHLET,
    /// u′ = 0; the ends are not among the unknowns.
    NEUMANN,
    /// Nothing; the ends are unknowns.
    FREE
}
