package org.bugle.models;

import org.bugle.lowrank.State;

import java.util.List;

/// An equation with all that a run needs beside it, in the format of its solution.
///
/// @param <Y> the format
public sealed interface Problem<Y extends State<Y>> permits MatrixProblem, TreeProblem {
    /// t₀, mostly 0.
    double startTime();

    /// The time that the source of the problem uses.
    double endTime();

    /// The rank that the source of the problem uses.
    int rank();

    boolean isComplex();

    /// Beside the norm, which every run records.
    List<Observable<Y>> observables();

    /// What one looks at; may be empty.
    List<Field<Y>> fields();

    Reference<Y> reference();
}
