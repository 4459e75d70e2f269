package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.config.TruncationSettings;
import org.bugle.app.config.TruncationSettings.Level;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Moments;
import org.bugle.lowrank.State;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeMoments;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;
import org.bugle.models.Problem;
import org.bugle.models.TreeProblem;

import java.util.ArrayList;
import java.util.List;

/// A conserving truncation from its settings: moments over the grids of a problem, with the values
/// that they have at the start. A problem of the catalogue must keep them; of an equation of one's
/// own that is not known.
record Conservation(RunInput input, TruncationSettings.Conserving settings) {
    /// How far a moment over the grid may be from the problem's quantity of that name, relative to
    /// the larger of both; more is another quantity.
    private static final double SAME = 1e-6;

    /// @throws InputException if the problem has no such moments, or does not keep them
    Truncation.Conserving of(MatrixProblem problem) {
        List<Grid> grids = List.of(problem.rows(), problem.columns());
        LowRankMatrix start = problem.start().full();
        List<Observable<LowRankMatrix>> kept = kept(problem, grids);
        Moments moments = moments(grids);
        List<Double> reference = moments.of(start);
        requireSame(kept, problem.startTime(), start, reference);
        return rule(moments, reference);
    }

    /// @throws InputException if the problem has no such moments, or does not keep them
    Truncation.Conserving of(TreeProblem problem) {
        TreeTensor start = problem.start().full();
        List<Observable<TreeTensor>> kept = kept(problem, problem.sites());
        Moments moments = moments(problem.sites());
        List<Double> reference = TreeMoments.of(moments, start);
        requireSame(kept, problem.startTime(), start, reference);
        return rule(moments, reference);
    }

    private Moments moments(List<Grid> grids) {
        try {
            return new Moments(
                    grids.stream().map(Grid::points).toList(),
                    grids.stream().map(Grid::weights).toList(),
                    settings.decay(),
                    level());
        } catch (IllegalArgumentException e) {
            throw input.refuse("integrator.truncation", "cannot be: " + e.getMessage());
        }
    }

    private int level() {
        return switch (settings.level()) {
            case MASS -> 0;
            case MOMENTUM -> 1;
            case ENERGY -> 2;
        };
    }

    private Truncation.Conserving rule(Moments moments, List<Double> reference) {
        Moments.Remainder remainder =
                switch (settings.remainder()) {
                    case ORTHONORMAL -> Moments.Remainder.ORTHONORMAL;
                    case RAW -> Moments.Remainder.RAW;
                };
        try {
            return new Truncation.Conserving(
                    Truncations.of(settings), moments, reference, remainder);
        } catch (IllegalArgumentException e) {
            throw input.refuse("integrator.truncation", "cannot be: " + e.getMessage());
        }
    }

    /// The quantities of the problem that the moments should be, which its exact solution keeps;
    /// none for an equation of one's own.
    private <Y extends State<Y>> List<Observable<Y>> kept(Problem<Y> problem, List<Grid> grids) {
        if (problem.isComplex()) {
            throw refused("must be another than conserving for %s, whose solution is complex");
        }
        if (input.file().problem().equals(OwnRunFile.NAME)) {
            return List.of();
        }
        List<Observable<Y>> kept = new ArrayList<>();
        for (String name : names(grids)) {
            Observable<Y> found =
                    problem.observables().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    refused(
                                            "must be another than conserving for %s, which has no "
                                                    + name));
            if (!found.invariant()) {
                throw refused(
                        "would keep the %s, which the solutions of %%s do not; choose another rule or level"
                                .formatted(name));
            }
            kept.add(found);
        }
        return kept;
    }

    private <Y> void requireSame(
            List<Observable<Y>> kept, double time, Y start, List<Double> moments) {
        for (int k = 0; k < kept.size(); k++) {
            double own = kept.get(k).quantity().of(time, start);
            double most = Math.max(Math.abs(own), Math.abs(moments.getFirst()));
            if (!(Math.abs(own - moments.get(k)) <= SAME * most)) {
                throw refused(
                        "must be another than conserving for %%s, whose %s is no moment over its grid"
                                .formatted(kept.get(k).name()));
            }
        }
    }

    /// What the moments are called among the observables of a problem.
    private List<String> names(List<Grid> grids) {
        List<String> names = new ArrayList<>(List.of("mass"));
        if (settings.level().compareTo(Level.MOMENTUM) >= 0) {
            grids.forEach(grid -> names.add("momentum-" + grid.name()));
        }
        if (settings.level() == Level.ENERGY) {
            names.add("energy");
        }
        return names;
    }

    private InputException refused(String sentence) {
        return input.refuse(
                "integrator.truncation.rule", sentence.formatted(input.file().problem()));
    }
}
