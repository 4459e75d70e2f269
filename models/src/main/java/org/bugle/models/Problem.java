package org.bugle.models;

import org.bugle.equation.MatrixEquation;

import java.util.List;

/// An equation with all that a run needs beside it.
///
/// @param rows what the rows stand for; m points
/// @param columns what the columns stand for; n points
/// @param start the initial value
/// @param startTime t₀, mostly 0
/// @param endTime the time that the source of the problem uses
/// @param rank that the source of the problem uses
/// @param observables beside the norm, which every run records
/// @param fields vectors that one looks at; may be empty
public record Problem(
        MatrixEquation equation,
        Grid rows,
        Grid columns,
        Start start,
        double startTime,
        double endTime,
        int rank,
        List<Observable> observables,
        List<Field> fields,
        Reference reference) {
    public Problem {
        observables = List.copyOf(observables);
        fields = List.copyOf(fields);
    }

    public int m() {
        return rows.size();
    }

    public int n() {
        return columns.size();
    }
}
