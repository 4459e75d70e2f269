package org.bugle.integrator.implicit;

import org.bugle.integrator.Step;
import org.bugle.integrator.StepAccount;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.substep.Span;

import java.util.List;

/// The account of one step of a tensor in Tucker form.
final class RailLog extends StepAccount {
    private double discarded;
    private boolean capped;

    RailLog(Span span, Tucker before) {
        super("Rail", span, before.ranks());
        assert before.orthonormalityDefect() < ORTHONORMAL : "Rail wants orthonormal bases";
    }

    /// Counts the truncation of a stage.
    Tucker truncated(TuckerTruncation.Truncated cut) {
        discarded = Math.hypot(discarded, cut.discarded());
        capped |= cut.capped();
        return cut.value();
    }

    /// Ends the step.
    ///
    /// @param augmented the ranks of the last stage before its truncation
    Step<Tucker> end(Tucker value, List<Integer> augmented) {
        assert value.orthonormalityDefect() < ORTHONORMAL : lost("orthonormality");
        return new Step<>(value, report(augmented, value.ranks(), discarded, capped));
    }
}
