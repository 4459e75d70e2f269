package org.bugle.integrator.matrix;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Integrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Substep;

import java.util.Optional;

/// An integrator for matrices of low rank.
public interface MatrixIntegrator extends Integrator<LowRankMatrix, MatrixEquation> {
    /// Solves the small ODEs; a Runge–Kutta method in factors names itself here, whose stability
    /// bounds the step.
    Substep substep();

    /// The truncation at the end of a step; absent where the method itself fixes the rank.
    Optional<Truncation> truncationRule();

    /// The same method with another truncation.
    ///
    /// @throws IllegalStateException if the method has none
    default MatrixIntegrator withTruncation(Truncation truncation) {
        throw new IllegalStateException(name() + " keeps its rank and has no truncation");
    }
}
