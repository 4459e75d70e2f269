package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.equation.split.StagedMatrix;
import org.bugle.equation.split.StagedTree;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;
import java.util.stream.IntStream;

/// The experiments of spec `rail` on grids of any size, and their parts.
final class BoxPresets {
    static final List<Double> ABOUT_Z = List.of(0.0, 0.0, 1.0);
    static final List<Double> DIAGONAL = List.of(1.0, 1.0, 1.0);

    private BoxPresets() {}

    static Problem<?> modes(int points, Double... diffusivity) {
        return new DiffusionModes(List.of(points), 2 * Math.PI, List.of(diffusivity), List.of(1, 2))
                .problem(1);
    }

    static Problem<?> waves(int points, Double... speeds) {
        return new AdvectedWaves(
                        List.of(points), 2 * Math.PI, 1.0 / 6, List.of(speeds), 1, List.of(1, 2))
                .problem(1);
    }

    static Problem<?> gaussians(int points, double sharpness) {
        return new DiffusionGaussians(
                        List.of(points),
                        List.of(0.0, 14.0),
                        List.of(0.25, 1.0 / 9),
                        List.of(0.8, 0.5),
                        List.of(List.of(6.5, 6.5), List.of(7.5, 7.0)),
                        sharpness)
                .problem(1);
    }

    static Problem<?> fixed(int points, Double... sharpness) {
        return rotation(points, Rotation.Source.FIXED, List.of(0.0), ABOUT_Z, 0, sharpness);
    }

    static Problem<?> rotation(
            int points,
            Rotation.Source source,
            List<Double> centre,
            List<Double> axis,
            double acceleration,
            Double... sharpness) {
        return new Rotation(
                        List.of(points),
                        4 * Math.PI,
                        0.2,
                        List.of(sharpness),
                        centre,
                        axis,
                        1,
                        acceleration,
                        source,
                        8)
                .problem(1);
    }

    static Problem<?> swirl(int points) {
        return new Swirl(
                        List.of(points),
                        1,
                        2.5,
                        List.of(0.3 * Math.PI, 0.0),
                        0.3 * Math.PI,
                        Swirl.Profile.BELL)
                .problem(1);
    }

    /// Streams as wide as a coarse grid resolves.
    static Problem<?> dougherty(int points, int dimensions, Double... drifts) {
        return new Dougherty(
                        dimensions,
                        List.of(points),
                        16,
                        1.0 / 6,
                        3,
                        List.of(1.0, 2.0),
                        List.of(drifts),
                        List.of(2.5, 4.0))
                .problem(1);
    }

    static Problem<?> burgers(int points, int dimensions, ViscousBurgers.Source source) {
        return new ViscousBurgers(dimensions, List.of(points), 0.5, source, 6).problem(1);
    }

    // ---- parts

    static SplitEquation equation(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix -> (SplitEquation) ((StagedMatrix) matrix.equation()).parts();
            case TreeProblem tree -> (SplitEquation) ((StagedTree) tree.equation()).parts();
        };
    }

    static Tensor start(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix -> Tensor.of(matrix.start().full().toDense());
            case TreeProblem tree -> tree.start().full().toDense();
        };
    }

    static Tensor exact(Problem<?> problem, double t) {
        return switch (problem) {
            case MatrixProblem matrix -> Tensor.of(exact(matrix.reference(), t).toDense());
            case TreeProblem tree -> exact(tree.reference(), t).toDense();
        };
    }

    private static <Y> Y exact(Reference<Y> reference, double t) {
        return ((Reference.Exact<Y>) reference).at().apply(t);
    }

    /// An observable of dense values, through bases that are identities.
    static double observed(Problem<?> problem, String name, double t, Tensor u) {
        Tucker full = new Tucker(u, IntStream.of(u.shape()).mapToObj(Matrix::identity).toList());
        return switch (problem) {
            case MatrixProblem matrix -> {
                LowRankMatrix y = full.toLowRankMatrix();
                yield named(matrix.observables(), name).quantity().of(t, y);
            }
            case TreeProblem tree -> {
                TreeTensor y = TreeTensor.of(tree.tree(), full);
                yield named(tree.observables(), name).quantity().of(t, y);
            }
        };
    }

    static <Y> Observable<Y> named(List<Observable<Y>> observables, String name) {
        return observables.stream()
                .filter(observable -> observable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
