package org.bugle.models;

/// A family of problems: a record whose components are its parameters (annotated with
/// [org.bugle.models.parameter.Key]).
public interface ProblemFamily {
    /// The problem of these parameters.
    ///
    /// @param seed of the run, for random data
    /// @throws IllegalArgumentException if parameters do not fit together; the message names them
    Problem<?> problem(long seed);
}
