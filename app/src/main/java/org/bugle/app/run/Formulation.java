package org.bugle.app.run;

import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StabilityEstimate;
import org.bugle.files.Result;
import org.bugle.files.StateFormat;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
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

    /// The solution over time as far as shots hold it, and at the end.
    List<Plot> solution(List<Shot> shots, double time, Y end);

    /// Some entries of the solution for a picture over time; empty where it is no matrix.
    Optional<Matrix> sample(Y y);

    /// A field over time.
    List<Plot> field(Field<Y> field, List<Shot> shots);

    /// What is told of ranks beside the largest one, from shots that hold factors.
    List<Plot> ranks(List<Shot> shots);

    Spectrum spectrum(Y y);

    /// The works that the method comes from.
    List<String> citations();
}
