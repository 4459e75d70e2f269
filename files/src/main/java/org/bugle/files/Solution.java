package org.bugle.files;

import org.bugle.linalg.Matrix;

import java.util.List;
import java.util.Optional;

/// What a run leaves: the factors at its end, and what is needed to make sense of them.
///
/// @param <Y> the format of the solution
/// @param time of the state
/// @param axes of the rows and of the columns of a matrix, or of the sites of a tree; then those of
///   fields over other axes
/// @param fields at the end
public record Solution<Y>(
        Origin origin, double time, Y state, List<Axis> axes, List<Field> fields) {

    /// Where a solution comes from.
    ///
    /// @param version of Bugle
    public record Origin(String problem, String integrator, String version, long seed) {}

    /// What the rows, the columns or a site stand for.
    ///
    /// @param unit empty if dimensionless
    /// @param points n×1 coordinates
    /// @param weights n×1 quadrature weights
    /// @param directions the axes whose product this one is, the last running first; empty for an
    ///   axis of one direction
    public record Axis(
            String name, String unit, Matrix points, Matrix weights, List<Axis> directions) {
        public Axis {
            directions = List.copyOf(directions);
        }

        public Axis(String name, String unit, Matrix points, Matrix weights) {
            this(name, unit, points, weights, List.of());
        }
    }

    /// A vector over an axis.
    ///
    /// @param axis its place among the axes of the solution
    /// @param values n×1
    public record Field(String name, int axis, Matrix values) {
        /// @throws IllegalArgumentException if the name is empty or has a slash, or if the values
        ///   are no column
        public Field {
            if (name.isBlank() || name.contains("/")) {
                throw new IllegalArgumentException(
                        "Field: a name must not be empty nor have a slash, found '%s'"
                                .formatted(name));
            }
            if (values.cols() != 1) {
                throw new IllegalArgumentException(
                        "Field: values must be n×1, found %d×%d"
                                .formatted(values.rows(), values.cols()));
            }
        }
    }

    /// The solution at some step of the run.
    ///
    /// @param state empty where only fields are kept
    public record Snapshot<Y>(long index, double time, Optional<Y> state, List<Field> fields) {
        public Snapshot {
            fields = List.copyOf(fields);
        }
    }

    public Solution {
        axes = List.copyOf(axes);
        fields = List.copyOf(fields);
    }
}
