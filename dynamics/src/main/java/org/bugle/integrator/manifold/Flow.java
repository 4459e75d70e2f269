package org.bugle.integrator.manifold;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.StepLog;
import org.bugle.linalg.LinearMap;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.Span;

import java.util.function.Function;

/// The projected flow Y′ = G(t, Y) = Π(Y)F(t, Y) during one step: it counts evaluations and refuses
/// what is not finite.
record Flow(MatrixEquation equation, Span span, StepLog log) {
    /// A step by one formula; what the retraction refuses is said with t and h.
    static Step<LowRankMatrix> step(
            String integrator,
            MatrixEquation equation,
            Span span,
            LowRankMatrix y,
            Function<Flow, LowRankMatrix> formula) {
        StepLog log = new StepLog(integrator, span, y);
        try {
            LowRankMatrix value = formula.apply(new Flow(equation, span, log));
            log.finite(value.s(), "S(t+h)");
            return log.keep(value);
        } catch (RetractionException e) {
            throw e.at(integrator, span);
        }
    }

    double h() {
        return span.h();
    }

    LinearMap field(double t, LowRankMatrix y) {
        log.evaluated(1);
        return equation.evaluate(t, y);
    }

    /// G(t, Y) for F(t, Y).
    TangentVector velocity(LowRankMatrix y, LinearMap f) {
        return finite(TangentVector.projection(y, f), "G(t)");
    }

    TangentVector velocity(double t, LowRankMatrix y) {
        return velocity(y, field(t, y));
    }

    /// 𝒜 at the start of the step.
    TangentVector acceleration(Acceleration kind, LinearMap f, TangentVector g) {
        log.evaluated(1);
        return finite(kind.at(equation, span.t(), h(), f, g), "the acceleration");
    }

    private TangentVector finite(TangentVector z, String quantity) {
        log.finite(z.m(), quantity);
        log.finite(z.up(), quantity);
        log.finite(z.vp(), quantity);
        return z;
    }
}
