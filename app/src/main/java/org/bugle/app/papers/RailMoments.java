package org.bugle.app.papers;

import org.bugle.lowrank.Moments;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.TreeProblem;

import java.util.List;

/// Mass, momentum and energy of a run, and how far they drift from those of its start.
final class RailMoments {
    private final Moments moments;
    private final List<Double> reference;
    private double drift;

    private RailMoments(Moments moments, List<Double> reference) {
        this.moments = moments;
        this.reference = reference;
    }

    /// By the weight e^{−|v|²} (spec `rail` §4.7).
    static RailMoments of(RailRun run, Tucker start) {
        List<Grid> axes =
                switch (run.problem()) {
                    case MatrixProblem matrix -> List.of(matrix.rows(), matrix.columns());
                    case TreeProblem tree -> tree.sites();
                };
        Moments moments =
                new Moments(
                        axes.stream().map(Grid::points).toList(),
                        axes.stream().map(Grid::weights).toList(),
                        1,
                        2);
        return new RailMoments(moments, moments.of(start));
    }

    TuckerTruncation conserving(TuckerTruncation rule, Moments.Remainder remainder) {
        return new TuckerTruncation.Conserving(rule, moments, reference, remainder);
    }

    void see(Tucker u) {
        List<Double> now = moments.of(u);
        for (int k = 0; k < now.size(); k++) {
            drift = Math.max(drift, Math.abs(now.get(k) - reference.get(k)));
        }
    }

    /// The largest one so far, of all moments.
    double drift() {
        return drift;
    }
}
