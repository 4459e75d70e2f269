package org.bugle.app.run;

import org.bugle.files.Solution;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;

import java.util.List;
import java.util.Optional;

/// What a plan's solution is called in files: axes and fields under the names of the problem.
final class Exports {
    private final Plan plan;

    Exports(Plan plan) {
        this.plan = plan;
    }

    Solution solution(double time, LowRankMatrix y) {
        MatrixProblem problem = plan.problem();
        return new Solution(
                new Solution.Origin(
                        plan.input().file().problem(),
                        plan.scheme().integrator().name(),
                        Version.current(),
                        plan.input().file().seed()),
                time,
                y,
                List.of(axis(problem.rows()), axis(problem.columns())),
                fields(y));
    }

    private static Solution.Axis axis(Grid grid) {
        return new Solution.Axis(
                grid.name(),
                grid.unit(),
                grid.points(),
                grid.weights(),
                grid.directions().stream().map(Exports::axis).toList());
    }

    /// @param whole with the factors, not only with the fields
    Solution.Snapshot snapshot(long index, double time, LowRankMatrix y, boolean whole) {
        return new Solution.Snapshot(
                index, time, whole ? Optional.of(y) : Optional.empty(), fields(y));
    }

    private List<Solution.Field> fields(LowRankMatrix y) {
        return plan.fields().stream()
                .map(field -> new Solution.Field(field.name(), axis(field), field.of().apply(y)))
                .toList();
    }

    private int axis(Field<LowRankMatrix> field) {
        return field.grid().equals(plan.problem().rows()) ? 0 : 1;
    }
}
