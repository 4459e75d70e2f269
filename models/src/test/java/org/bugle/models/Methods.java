package org.bugle.models;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

/// The methods of the specs' tables by the tables' names, and runs of them in equal steps.
final class Methods {
    private Methods() {}

    static MatrixIntegrator of(String name, Truncation truncation, Substep substep) {
        return switch (name) {
            case "bug" -> new Bug(substep);
            case "augmented" -> new AugmentedBug(truncation, substep);
            case "parallel-1" -> parallel(1, ParallelBug.Block.K, truncation, substep);
            case "parallel-euler" -> parallel(1, ParallelBug.Block.EULER, truncation, substep);
            case "parallel-2" -> parallel(2, ParallelBug.Block.K, truncation, substep);
            case "3r" -> new MidpointBug(MidpointBug.Variant.R3, truncation, substep);
            case "3r-fixed" -> new MidpointBug(MidpointBug.Variant.R3_FIXED, truncation, substep);
            case "4r" -> new MidpointBug(MidpointBug.Variant.R4, truncation, substep);
            case "lie" -> new ProjectorSplitting(1, substep);
            case "strang" -> new ProjectorSplitting(2, substep);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static ParallelBug parallel(
            int order, ParallelBug.Block block, Truncation truncation, Substep substep) {
        return new ParallelBug(order, block, false, truncation, substep);
    }

    /// The solution at the end time of the problem.
    static LowRankMatrix run(
            MatrixProblem problem, LowRankMatrix start, MatrixIntegrator method, int steps) {
        return run(problem, start, method, steps, problem.endTime());
    }

    static LowRankMatrix run(
            MatrixProblem problem,
            LowRankMatrix start,
            MatrixIntegrator method,
            int steps,
            double end) {
        double t0 = problem.startTime();
        double h = (end - t0) / steps;
        LowRankMatrix y = start;
        for (int i = 0; i < steps; i++) {
            y = method.step(problem.equation(), new Span(i, 0, t0 + i * h, h), y).value();
        }
        return y;
    }

    /// The error at the end time of a run of fixed rank, in the Frobenius norm.
    static double error(
            MatrixProblem problem,
            String name,
            int rank,
            Substep substep,
            int steps,
            LowRankMatrix exact) {
        MatrixIntegrator method = of(name, Truncation.toRank(rank), substep);
        return run(problem, problem.start().ofRank(rank), method, steps).distance(exact);
    }

    /// The closed form at a time.
    static LowRankMatrix exact(MatrixProblem problem, double time) {
        return ((Reference.Exact<LowRankMatrix>) problem.reference()).at().apply(time);
    }

    /// The error of the best approximation of a rank.
    static double best(LowRankMatrix y, int rank) {
        return Math.sqrt(
                y.singularValues().stream().skip(rank).mapToDouble(sigma -> sigma * sigma).sum());
    }
}
