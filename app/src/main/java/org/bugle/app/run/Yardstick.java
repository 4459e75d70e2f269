package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.files.FileException;
import org.bugle.files.Result;
import org.bugle.files.Solution;
import org.bugle.files.SolutionFile;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Reference;

import java.nio.file.Path;
import java.util.Optional;

/// What the solution at the end is compared with.
///
/// @param kind such as exact or full; stands in the result
public record Yardstick(String kind, State<?> solution) {
    /// The end time of a file may differ from the run's by rounding only.
    private static final double SAME_TIME = 1e-12;

    /// The yardstick that a run file asks for; empty for `none`, and for `auto` where the problem
    /// has none that is cheap.
    ///
    /// @throws InputException if there is no such reference
    public static Optional<Yardstick> of(Plan<?> plan) {
        String wanted = plan.input().file().reference();
        return switch (wanted) {
            case "none" -> Optional.empty();
            case "auto" -> automatic(plan);
            case "exact" -> Optional.of(exact(plan));
            case "full" -> Optional.of(full(plan));
            case "estimate" -> Optional.of(estimate(plan));
            default -> Optional.of(file(plan, wanted));
        };
    }

    /// What `auto` leaves out, in a sentence for the user; empty if there is a yardstick.
    public static Optional<String> missing(Plan<?> plan) {
        boolean none = plan.input().file().reference().equals("auto") && !hasCheapOne(plan);
        return none
                ? Optional.of(
                        "no reference: the %s takes long; ask for it by 'reference: full', or for 'reference: estimate'"
                                .formatted(plan.formulation().fullSize()))
                : Optional.empty();
    }

    private static boolean hasCheapOne(Plan<?> plan) {
        return plan.problem().reference() instanceof Reference.Exact
                || plan.formulation().isSmall();
    }

    private static Optional<Yardstick> automatic(Plan<?> plan) {
        return switch (plan.problem().reference()) {
            case Reference.Exact(_, _) -> Optional.of(exact(plan));
            case Reference.None() -> hasCheapOne(plan) ? Optional.of(full(plan)) : Optional.empty();
        };
    }

    private static <Y extends State<Y>> Yardstick exact(Plan<Y> plan) {
        return switch (plan.problem().reference()) {
            case Reference.Exact(String kind, var at) ->
                    new Yardstick(kind, at.apply(plan.endTime()));
            case Reference.None() -> throw new IllegalStateException("Plan refuses it");
        };
    }

    private static Yardstick full(Plan<?> plan) {
        try {
            return new Yardstick("full", plan.formulation().full(plan.endTime()));
        } catch (IllegalArgumentException e) {
            throw InputException.at(
                    plan.input().placeOf("reference"), "reference: " + e.getMessage());
        }
    }

    /// The same run with half the step (or a tenth of the tolerance) and a larger rank: the
    /// difference estimates the error of the coarser run.
    private static Yardstick estimate(Plan<?> plan) {
        Plan<?> finer = Plan.of(Variant.finer(plan));
        return new Yardstick("estimate", finer.evolution().run().state());
    }

    private static <Y extends State<Y>> Yardstick file(Plan<Y> plan, String name) {
        Path path = Path.of(name);
        Solution<Y> read = read(plan, path);
        String found = plan.formulation().shape(read.state());
        String wanted = plan.formulation().shape(plan.scheme().start());
        if (!found.equals(wanted)) {
            throw plan.input()
                    .refuse(
                            "reference",
                            "must hold a %s solution, but %s holds %s"
                                    .formatted(wanted, path, found));
        }
        if (Math.abs(read.time() - plan.endTime()) > SAME_TIME * Math.abs(plan.endTime())) {
            throw plan.input()
                    .refuse(
                            "reference",
                            "must be of t = %s, but %s is of t = %s"
                                    .formatted(plan.endTime(), path, read.time()));
        }
        return new Yardstick(path.toString(), read.state());
    }

    private static <Y extends State<Y>> Solution<Y> read(Plan<Y> plan, Path path) {
        try {
            return SolutionFile.read(path, plan.formulation().files());
        } catch (FileException e) {
            throw InputException.at(
                    plan.input().placeOf("reference"), "reference: " + e.getMessage());
        }
    }

    /// The distance of a solution of the same problem to this one, in the Frobenius norm; from
    /// factors.
    public Result.Deviation deviation(State<?> y) {
        double absolute =
                switch (y) {
                    case LowRankMatrix matrix -> matrix.distance((LowRankMatrix) solution);
                    case TreeTensor tensor -> tensor.distance((TreeTensor) solution);
                    default -> throw new IllegalArgumentException("Yardstick: no distance to " + y);
                };
        return new Result.Deviation(absolute / solution.norm(), absolute, "frobenius", kind);
    }
}
