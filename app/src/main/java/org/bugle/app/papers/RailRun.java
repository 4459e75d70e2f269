package org.bugle.app.papers;

import org.bugle.equation.split.SplitEquation;
import org.bugle.equation.split.StagedMatrix;
import org.bugle.equation.split.StagedTree;
import org.bugle.integrator.implicit.Rail;
import org.bugle.integrator.implicit.RailOptions;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.FullGridImex;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;
import org.bugle.models.Problem;
import org.bugle.models.ProblemFamily;
import org.bugle.models.Reference;
import org.bugle.models.TreeProblem;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A problem of two or three directions for the integrators of Tucker tensors, and runs of it from
/// time 0.
///
/// @param goOn is called before every step
record RailRun(Problem<?> problem, Runnable goOn) {
    /// Sees the value after every step.
    interface Watcher {
        void see(double t, Tucker u);
    }

    static RailRun of(ProblemFamily family, Runnable goOn) {
        return new RailRun(family.problem(1), goOn);
    }

    /// Singular values above an absolute threshold are kept, the rule of two directions (spec
    /// `rail` §4.6).
    static TuckerTruncation above(double threshold) {
        return new TuckerTruncation.Sequential(
                new Truncation.Threshold(threshold, 1, Truncation.UNLIMITED));
    }

    /// A relative error of at most the tolerance, the rule of three directions (spec `rail` §4.6).
    static TuckerTruncation within(double tolerance) {
        return new TuckerTruncation.Sequential(Truncation.relative(tolerance));
    }

    static Rail rail(ImexTableau table, TuckerTruncation truncation) {
        return new Rail(table, truncation, RailOptions.ROBUST);
    }

    /// The name of a table as the papers write it, such as `IMEX(2,2,2)`.
    static String words(ImexTableau table) {
        String name = table.name().toUpperCase(Locale.ROOT);
        return name.startsWith("IMEX")
                ? "IMEX(%s,%s,%s)".formatted(name.charAt(4), name.charAt(5), name.charAt(6))
                : name;
    }

    SplitEquation equation() {
        return (SplitEquation)
                switch (problem) {
                    case MatrixProblem matrix -> ((StagedMatrix) matrix.equation()).parts();
                    case TreeProblem tree -> ((StagedTree) tree.equation()).parts();
                };
    }

    /// The start with the ranks of its formula.
    Tucker start() {
        return switch (problem) {
            case MatrixProblem matrix -> Tucker.of(matrix.start().full()).orthonormalized();
            case TreeProblem tree -> tree.start().full().toTucker().orthonormalized();
        };
    }

    /// The start padded to a rank.
    Tucker start(int rank) {
        return switch (problem) {
            case MatrixProblem matrix -> Tucker.of(matrix.start().ofRank(rank));
            case TreeProblem tree -> tree.start().ofRank(rank).toTucker();
        };
    }

    /// The closed form at a time.
    Tucker exact(double t) {
        return switch (problem) {
            case MatrixProblem matrix -> Tucker.of(exact(matrix.reference(), t));
            case TreeProblem tree -> exact(tree.reference(), t).toTucker();
        };
    }

    private static <Y> Y exact(Reference<Y> reference, double t) {
        if (reference instanceof Reference.Exact<Y>(String _, var at)) {
            return at.apply(t);
        }
        throw new IllegalArgumentException("RailRun: the problem has no closed form");
    }

    /// The value at the end, by equal steps.
    Tucker run(Rail rail, Tucker start, double end, int steps) {
        return run(rail, start, end, end / steps, (_, _) -> {});
    }

    /// The value at the end, by steps of one size but for the last, which ends at the end.
    Tucker run(Rail rail, Tucker start, double end, double h, Watcher watcher) {
        SplitEquation equation = equation();
        int steps = (int) Math.ceil(end / h - 1e-9);
        Tucker u = start;
        for (int i = 0; i < steps; i++) {
            goOn.run();
            double t = i * h;
            double step = Math.min(h, end - t);
            u = rail.step(equation, new Span(i, 0, t, step), u).value();
            watcher.see(t + step, u);
        }
        return u;
    }

    /// The same Runge–Kutta method on the full grid («fg» of the spec).
    Tensor full(ImexTableau table, double end, int steps) {
        return new FullGridImex(table, equation()).run(start().toDense(), 0, end, steps);
    }

    /// ‖u − v‖/‖v‖.
    static double deviation(Tucker u, Tensor v) {
        return u.toDense().minus(v).norm() / v.norm();
    }

    /// A named observable.
    double observed(String name, double t, Tucker u) {
        return switch (problem) {
            case MatrixProblem matrix -> {
                LowRankMatrix y = u.toLowRankMatrix();
                yield named(matrix.observables(), name).quantity().of(t, y);
            }
            case TreeProblem tree -> {
                TreeTensor y = TreeTensor.of(tree.tree(), u);
                yield named(tree.observables(), name).quantity().of(t, y);
            }
        };
    }

    private static <Y> Observable<Y> named(List<Observable<Y>> observables, String name) {
        return observables.stream()
                .filter(observable -> observable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// ∫ |u − exact|.
    double error(double t, Tucker u) {
        return observed("l1-error", t, u);
    }

    /// ∫ |u − exact| of dense values.
    double error(double t, Tensor u) {
        List<Matrix> identities = IntStream.of(u.shape()).mapToObj(Matrix::identity).toList();
        return error(t, new Tucker(u, identities));
    }
}
