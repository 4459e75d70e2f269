package org.bugle.app.run;

import org.bugle.files.Solution;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// What a plot over time shows of one snapshot.
///
/// @param singularValues empty where the snapshot has no factors
record Shot(double time, List<Double> singularValues, List<Solution.Field> fields) {
    static Shot of(Solution.Snapshot snapshot) {
        return new Shot(
                snapshot.time(),
                snapshot.state().map(LowRankMatrix::singularValues).orElse(List.of()),
                snapshot.fields());
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
