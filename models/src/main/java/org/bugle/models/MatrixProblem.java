package org.bugle.models;

import org.bugle.equation.MatrixEquation;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// A problem whose solution is a matrix.
///
/// @param rows what the rows stand for; m points
/// @param columns what the columns stand for; n points
/// @param start the initial value
public record MatrixProblem(
        MatrixEquation equation,
        Grid rows,
        Grid columns,
        Start start,
        double startTime,
        double endTime,
        int rank,
        List<Observable<LowRankMatrix>> observables,
        List<Field<LowRankMatrix>> fields,
        Reference<LowRankMatrix> reference)
        implements Problem<LowRankMatrix> {
    public MatrixProblem {
        observables = List.copyOf(observables);
        fields = List.copyOf(fields);
    }

    /// The same problem from another initial value, whose solution in closed form is not known.
    ///
    /// @throws IllegalArgumentException if the value is not m×n
    public MatrixProblem startingFrom(LowRankMatrix value) {
        if (value.rows() != m() || value.cols() != n()) {
            throw new IllegalArgumentException(
                    "MatrixProblem: an initial value must be %d×%d, found %d×%d"
                            .formatted(m(), n(), value.rows(), value.cols()));
        }
        return new MatrixProblem(
                equation,
                rows,
                columns,
                start.with(value),
                startTime,
                endTime,
                rank,
                observables,
                fields,
                new Reference.None<>());
    }

    public int m() {
        return rows.size();
    }

    public int n() {
        return columns.size();
    }

    @Override
    public boolean isComplex() {
        return equation.isComplex();
    }
}
