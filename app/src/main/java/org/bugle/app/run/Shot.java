package org.bugle.app.run;

import org.bugle.files.Solution;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.State;

import java.util.List;
import java.util.Optional;

/// What a plot over time shows of one snapshot.
///
/// @param spectrum empty where the snapshot has no factors
/// @param sample some entries of the solution; empty where there are no factors, where it is no
///   matrix, and in shots that the picture of the solution leaves out
record Shot(
        double time,
        Optional<Spectrum> spectrum,
        Optional<Matrix> sample,
        List<Solution.Field> fields) {

    /// @param pictured whether the picture of the solution shows this time
    static <Y extends State<Y>> Shot of(
            Plan<Y> plan, Solution.Snapshot<Y> snapshot, boolean pictured) {
        return new Shot(
                snapshot.time(),
                snapshot.state().map(plan.formulation()::spectrum),
                snapshot.state().filter(_ -> pictured).flatMap(plan.formulation()::sample),
                snapshot.fields());
    }

    /// Those that hold factors.
    static List<Shot> whole(List<Shot> shots) {
        return shots.stream().filter(shot -> shot.spectrum().isPresent()).toList();
    }

    /// The values of a field.
    Matrix field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
