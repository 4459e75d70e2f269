package org.bugle.app.run;

import org.bugle.files.Solution;
import org.bugle.lowrank.State;
import org.bugle.models.Field;
import org.bugle.models.Grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a plan's solution is called in files: axes and fields under the names of the problem.
final class Exports<Y extends State<Y>> {
    private final Plan<Y> plan;
    private final List<Grid> axes; // those of the solution first, then those of fields alone

    Exports(Plan<Y> plan) {
        this.plan = plan;
        axes = new ArrayList<>(plan.formulation().axes());
        for (Field<Y> field : plan.fields()) {
            if (!axes.contains(field.grid())) {
                axes.add(field.grid());
            }
        }
    }

    Solution<Y> solution(double time, Y y) {
        return new Solution<>(
                new Solution.Origin(
                        plan.input().file().problem(),
                        plan.scheme().integrator().name(),
                        Version.current(),
                        plan.input().file().seed()),
                time,
                y,
                axes.stream().map(Exports::axis).toList(),
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
    Solution.Snapshot<Y> snapshot(long index, double time, Y y, boolean whole) {
        return new Solution.Snapshot<>(
                index, time, whole ? Optional.of(y) : Optional.empty(), fields(y));
    }

    private List<Solution.Field> fields(Y y) {
        return plan.fields().stream()
                .map(field ->
                        new Solution.Field(
                                field.name(), axes.indexOf(field.grid()), field.of().apply(y)))
                .toList();
    }
}
