package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Lab;
import org.bugle.integrator.matrix.Gap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.Derivative;
import org.bugle.models.FullReference;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Reference;
import org.bugle.models.Slab;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;

/// What the experiments of GAP share: how near is near, and runs on the slab.
final class GapFigures {
    static final Axis EPSILON = Axis.log("ε");

    static final Axis ERROR = Axis.log("relative error of ρ");

    /// Figures below are upper bounds: rounding decides them.
    private static final double ROUNDING = 1e-8;

    /// Figures of augmented variants below depend on the rule by which directions are dropped.
    private static final double DROPPING = 1e-6;

    private GapFigures() {}

    /// Within 5 %, or at most ten times the figure where it is below 1e-8.
    static List<Criterion> near(double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (double figure : figures) {
            criteria.add(near(figure));
        }
        return criteria;
    }

    static Criterion near(double figure) {
        return figure > ROUNDING
                ? new Criterion.Near(figure, 0.05)
                : new Criterion.AtMost(10 * figure);
    }

    /// As [#near], within 30 % below 1e-6.
    static List<Criterion> augmented(double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (double figure : figures) {
            criteria.add(
                    figure > ROUNDING && figure < DROPPING
                            ? new Criterion.Near(figure, 0.3)
                            : near(figure));
        }
        return criteria;
    }

    static Gap fixed() {
        return Gap.fixed(Substep.exponential());
    }

    static Gap augmented(int rank) {
        return variant(new Gap.Variant.Augmented(Truncation.toRank(rank)));
    }

    static Gap variant(Gap.Variant variant) {
        Substep exact = Substep.exponential();
        return new Gap(Gap.Sequence.LK, variant, exact, exact);
    }

    static Slab slab(
            int cells, int moments, double epsilon, List<Double> scattering, Slab.Initial initial) {
        return slab(cells, moments, epsilon, scattering, initial, Derivative.FOURIER);
    }

    static Slab slab(
            int cells,
            int moments,
            double epsilon,
            List<Double> scattering,
            Slab.Initial initial,
            Derivative derivative) {
        List<Double> none = List.of(0.0);
        return new Slab(
                cells,
                moments,
                2 * Math.PI,
                epsilon,
                scattering,
                none,
                none,
                initial,
                derivative,
                0,
                3);
    }

    /// The slab of experiment E1 and E2.
    static Slab slab(double epsilon, Slab.Initial initial) {
        return slab(32, 24, epsilon, List.of(1.0), initial);
    }

    static Matrix density(MatrixProblem problem, LowRankMatrix y) {
        return problem.fields().getFirst().of().apply(y);
    }

    /// The solution of the discrete equation, with a varying medium by small steps.
    static LowRankMatrix exact(MatrixProblem problem, double time) {
        return problem.reference() instanceof Reference.Exact
                ? Lab.exact(problem, time)
                : FullReference.ofTightTolerance().at(problem, time);
    }

    static double distance(Matrix found, Matrix reference) {
        return found.minus(reference).norm() / reference.norm();
    }

    /// The relative error of the density.
    static double error(MatrixProblem problem, Gap gap, int rank, int steps, double time) {
        LowRankMatrix y = Lab.run(problem, problem.start().ofRank(rank), gap, steps, time);
        Matrix reference = density(problem, exact(problem, time));
        return distance(density(problem, y), reference);
    }

    /// The relative error of the whole solution.
    static double wholeError(MatrixProblem problem, Gap gap, int rank, int steps, double time) {
        LowRankMatrix exact = exact(problem, time);
        return Lab.run(problem, problem.start().ofRank(rank), gap, steps, time).distance(exact)
                / exact.norm();
    }
}
