package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The explicit Euler method on the manifold: Y₁ = R_Y(h Π(Y)F(t, Y)), of order 1 for every
/// retraction (arXiv:2309.06125). With the SVD retraction it is projected Euler.
public record RetractionEuler(Retraction retraction) implements MatrixIntegrator {
    /// @throws RetractionException if h Π(Y)F is outside of the domain of the retraction
    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        return Flow.step(
                "RetractionEuler",
                equation,
                span,
                y,
                flow -> retraction.apply(flow.velocity(span.t(), y).times(span.h())));
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public String name() {
        return "retraction-euler";
    }

    @Override
    public Substep substep() {
        return Substep.euler();
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.empty();
    }
}
