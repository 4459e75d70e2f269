package org.bugle.app.papers;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Substep;

/// The integrators of the BUG family by the names that tables use for them.
enum Methods {
    BUG("BUG"),
    AUGMENTED("augmented BUG"),
    PARALLEL_1("parallel BUG, order 1"),
    PARALLEL_2("parallel BUG, order 2"),
    MIDPOINT_4R("midpoint BUG 4r"),
    MIDPOINT_3R("midpoint BUG 3r"),
    MIDPOINT_3R_FIXED("midpoint BUG 3r-fixed"),
    LIE("Lie splitting"),
    STRANG("Strang splitting"),
    PROJECTED_MIDPOINT("projected midpoint rule");

    private final String words;

    Methods(String words) {
        this.words = words;
    }

    MatrixIntegrator with(Truncation truncation, Substep substep) {
        return switch (this) {
            case BUG -> new Bug(substep);
            case AUGMENTED -> new AugmentedBug(truncation, substep);
            case PARALLEL_1 -> parallel(1, truncation, substep);
            case PARALLEL_2 -> parallel(2, truncation, substep);
            case MIDPOINT_4R -> new MidpointBug(MidpointBug.Variant.R4, truncation, substep);
            case MIDPOINT_3R -> new MidpointBug(MidpointBug.Variant.R3, truncation, substep);
            case MIDPOINT_3R_FIXED ->
                    new MidpointBug(MidpointBug.Variant.R3_FIXED, truncation, substep);
            case LIE -> new ProjectorSplitting(1, substep);
            case STRANG -> new ProjectorSplitting(2, substep);
            case PROJECTED_MIDPOINT -> new ProjectedRungeKutta(ButcherTableau.MIDPOINT);
        };
    }

    private static MatrixIntegrator parallel(int order, Truncation truncation, Substep substep) {
        return new ParallelBug(order, ParallelBug.Block.K, false, truncation, substep);
    }

    @Override
    public String toString() {
        return words;
    }
}
