package org.bugle.integrator.implicit;

import org.bugle.equation.split.StagedEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.ModeForm;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The stiff operators A_i of an equation with their decompositions, which serve all its steps.
record StiffPart(List<Optional<Operator>> operators, List<ModeForm> forms) {
    static StiffPart of(StagedEquation equation) {
        List<Integer> sizes = equation.sizes();
        List<Optional<Operator>> operators = equation.stiff();
        return new StiffPart(
                operators,
                IntStream.range(0, sizes.size())
                        .mapToObj(mode ->
                                operators
                                        .get(mode)
                                        .map(ModeForm::of)
                                        .orElseGet(() -> ModeForm.zero(sizes.get(mode))))
                        .toList());
    }

    /// BᴴAB, for a basis B of a mode.
    ModeForm restricted(int mode, Matrix basis) {
        return operators
                .get(mode)
                .map(a -> ModeForm.of(basis.adjointTimes(a.apply(basis)), a.isHermitian()))
                .orElseGet(() -> ModeForm.zero(basis.cols()));
    }
}
