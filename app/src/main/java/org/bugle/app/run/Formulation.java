package org.bugle.app.run;

import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StabilityEstimate;
import org.bugle.files.Result;
import org.bugle.files.StateFormat;
import org.bugle.integrator.Step;
import org.bugle.lowrank.State;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Problem;
import org.bugle.models.TreeProblem;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Optional;

/// A problem and the method chosen for it: all that the format of the solution decides.
///
/// @param <Y> the format
public sealed interface Formulation<Y extends State<Y>> permits MatrixFormulation, TreeFormulation {

    /// @throws org.bugle.app.config.InputException if the integrator or one of its options does not
    ///   fit the problem
    static Formulation<?> of(RunInput input, Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix -> MatrixFormulation.of(input, matrix);
            case TreeProblem tree -> TreeFormulation.of(input, tree);
        };
    }

    Problem<Y> problem();

    Scheme<Y> scheme();

    /// From the start by the method, the time and the steps still to be given.
    Evolution<Y> evolution();

    /// One step from the start.
    Step<Y> step(Span span);

    StabilityEstimate stability(double t, long seed);

    // ---- sizes

    /// The size of the solution in words.
    String size();

    /// What else the head of a run tells.
    List<Report.Row> remarks();

    /// The grids of the solution, in the order of its indices.
    List<Grid> axes();

    /// Bytes of the solution's factors.
    ///
    /// @param ranks as a state has them; or the largest one, for an upper bound
    long bytes(List<Integer> ranks);

    /// A rank that is large enough for any solution.
    int mostRank();

    // ---- reference

    /// Whether the full solution is computed unasked.
    boolean isSmall();

    /// The full solution in words.
    String fullSize();

    /// The full solution at a time.
    ///
    /// @throws IllegalArgumentException if it is too large
    /// @throws ArithmeticException if it blows up, or is too stiff
    Y full(double time);

    /// What must agree for two solutions to have a distance.
    String shape(Y y);

    // ---- results

    StateFormat<Y> files();

    /// Of pointwise nonlinear terms; empty where there are none.
    Optional<Result.Pointwise> pointwise();

    /// The solution at the end.
    List<Plot> solution(double time, Y end);

    /// A field over time.
    List<Plot> field(Field<Y> field, List<Shot> shots);

    /// Ranks at the end, and what singular values tell over time.
    List<Plot> ranks(Y end, List<Shot> shots);

    /// Of the matrix, or at the edges of the root.
    List<Double> singularValues(Y y);

    /// The works that the method comes from.
    List<String> citations();
}
