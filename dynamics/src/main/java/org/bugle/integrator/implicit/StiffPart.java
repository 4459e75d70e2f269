package org.bugle.integrator.implicit;

import org.bugle.equation.split.StagedEquation;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Diagonal;
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

    /// The operator of a mode seen in a basis of it.
    ///
    /// @param basis B, orthonormal
    /// @param form of BᴴAB
    record Restricted(Matrix basis, ModeForm form) {}

    /// The operators seen in the given bases, one a mode.
    List<Restricted> restricted(List<Matrix> bases) {
        return Parallel.map(
                bases.size(),
                mode -> {
                    Matrix basis = bases.get(mode);
                    return new Restricted(basis, restricted(mode, basis));
                });
    }

    private ModeForm restricted(int mode, Matrix basis) {
        return operators
                .get(mode)
                .map(a -> ModeForm.of(basis.adjointTimes(a.apply(basis)), a.isHermitian()))
                .orElseGet(() -> ModeForm.zero(basis.cols()));
    }

    /// The operators seen in those bases of the given spaces in which Hermitian ones are diagonal:
    /// a solve then transforms nothing in these modes.
    List<Restricted> diagonal(List<Matrix> spaces) {
        return Parallel.map(spaces.size(), mode -> diagonal(mode, spaces.get(mode)));
    }

    private Restricted diagonal(int mode, Matrix space) {
        Optional<Operator> operator = operators.get(mode).filter(Operator::isHermitian);
        if (operator.isEmpty()) {
            return new Restricted(space, restricted(mode, space));
        }
        Matrix small = space.adjointTimes(operator.get().apply(space));
        Eigen.Hermitian eigen = Eigen.hermitian(small.plus(small.adjoint()).times(0.5));
        double[] values = eigen.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new Restricted(space.times(eigen.vectors()), ModeForm.of(Diagonal.of(values)));
    }
}
