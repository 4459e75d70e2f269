package org.bugle.app.run;

import org.bugle.files.Solution;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.SchmidtForm;

import java.util.List;

/// What a plot over time shows of one snapshot.
///
/// @param singularValues empty where the snapshot has no factors
record Shot(double time, List<Double> singularValues, List<Solution.Field> fields) {
    static <Y extends State<Y>> Shot of(Plan<Y> plan, Solution.Snapshot<Y> snapshot) {
        return new Shot(
                snapshot.time(),
                snapshot.state().map(plan.formulation()::singularValues).orElse(List.of()),
                snapshot.fields());
    }

    /// −Σ p_j ln p_j, p_j = σ_j² / Σ σ_k², in nats; 0 without singular values.
    double entropy() {
        return SchmidtForm.entropy(singularValues);
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
