package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.app.config.RunFile;
import org.bugle.app.report.Report;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StepControl;
import org.bugle.files.CheckpointStore;
import org.bugle.files.RunFolder;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.Field;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;

import java.util.ArrayList;
import java.util.List;

/// A run file made ready to run: the problem is built, the method chosen, the start known.
///
/// @param input where it comes from
public record Plan(
        RunInput input,
        MatrixProblem problem,
        Scheme scheme,
        StepControl control,
        PointwiseTerms pointwise) {
    /// @throws InputException if parameters do not fit together, the start is not finite, or an
    ///   option cannot act
    public static Plan of(RunInput input) {
        MatrixProblem problem = problem(input);
        requireFields(input, problem);
        if (!(input.file().time().end() > problem.startTime())) {
            throw input.refuse(
                    "time.end",
                    "must be after the start at t = %s, found %s"
                            .formatted(
                                    Numbers.brief(problem.startTime()),
                                    Numbers.brief(input.file().time().end())));
        }
        return new Plan(
                input,
                problem,
                Scheme.of(input, problem),
                control(input.file().time()),
                PointwiseTerms.of(input, problem));
    }

    private static MatrixProblem problem(RunInput input) {
        RunFile file = input.file();
        MatrixProblem problem;
        try {
            problem = (MatrixProblem) Vocabulary.problem(file);
        } catch (IllegalArgumentException e) {
            throw InputException.at(
                    input.placeOf("parameters"), "parameters: " + String.valueOf(e.getMessage()));
        }
        LowRankMatrix full = problem.start().full();
        long bad = full.u().nonFinite() + full.s().nonFinite() + full.v().nonFinite();
        if (bad > 0 || !Double.isFinite(full.norm())) {
            throw InputException.at(
                    input.placeOf("parameters"),
                    "the initial value of %s has %s; check the parameters"
                            .formatted(
                                    file.problem(),
                                    bad > 0
                                            ? bad + " NaN or infinite entries in its factors"
                                            : "an infinite norm"));
        }
        return problem;
    }

    private static void requireFields(RunInput input, MatrixProblem problem) {
        var known = problem.fields().stream().map(field -> field.name()).toList();
        for (String wanted : input.file().output().fields()) {
            if (!known.contains(wanted)) {
                throw input.refuse(
                        "output.fields",
                        "names '%s', but %s has %s"
                                .formatted(
                                        wanted,
                                        input.file().problem(),
                                        known.isEmpty()
                                                ? "no fields"
                                                : "the fields " + String.join(", ", known)));
            }
        }
    }

    private static StepControl control(RunFile.Time time) {
        return time.steps().isPresent()
                ? new StepControl.Fixed(time.steps().get())
                : new StepControl.Adaptive(time.tolerance().orElseThrow());
    }

    /// The run as the driver takes it; its observers are the problem's observables.
    public Evolution<LowRankMatrix> evolution() {
        return Evolution.of(pointwise.equation())
                .from(scheme.start())
                .with(scheme.integrator())
                .startingAt(problem.startTime())
                .until(endTime())
                .control(control)
                .seed(input.file().seed())
                .observe(problem.observables().stream().map(Observable::observer).toList());
    }

    public double endTime() {
        return input.file().time().end();
    }

    /// The fields that the run file asks for; all where it names none.
    public List<Field<LowRankMatrix>> fields() {
        List<String> wanted = input.file().output().fields();
        return problem.fields().stream()
                .filter(field -> wanted.isEmpty() || wanted.contains(field.name()))
                .toList();
    }

    /// Bytes of the solution's factors at a rank.
    public long bytes(int rank) {
        long numbers = (long) rank * (problem.m() + problem.n() + rank);
        return numbers * (problem.equation().isComplex() ? 16 : 8);
    }

    /// The run's checkpoints in its folder; those of another problem, integrator or seed are
    /// refused.
    public CheckpointStore checkpoints(RunFolder folder) {
        RunFile file = input.file();
        String identity =
                "%s %s %s %d"
                        .formatted(
                                file.problem(), file.parameters(), file.integrator(), file.seed());
        return new CheckpointStore(folder.checkpoints(), Digest.of(identity));
    }

    /// What is about to run, in words.
    public List<Report.Row> header() {
        RunFile file = input.file();
        MatrixIntegrator integrator = scheme.integrator();
        List<Report.Row> rows = new ArrayList<>();
        rows.add(
                new Report.Row(
                        "problem",
                        "%s, %s %d×%d (%s, %s), t from %s to %s"
                                .formatted(
                                        file.problem(),
                                        problem.equation().isComplex() ? "complex" : "real",
                                        problem.m(),
                                        problem.n(),
                                        problem.rows().name(),
                                        problem.columns().name(),
                                        Numbers.brief(problem.startTime()),
                                        Numbers.brief(endTime()))));
        rows.add(
                new Report.Row(
                        "integrator",
                        "%s, starts from rank %d"
                                .formatted(integrator.name(), scheme.start().rank())));
        rows.add(new Report.Row("truncation", scheme.truncation()));
        rows.add(new Report.Row("substep", integrator.substep().name()));
        pointwise.words().ifPresent(words -> rows.add(new Report.Row("pointwise", words)));
        rows.add(new Report.Row("steps", steps()));
        rows.add(new Report.Row("seed", String.valueOf(file.seed())));
        return rows;
    }

    private String steps() {
        return switch (control) {
            case StepControl.Fixed(int steps) ->
                    "%d of h = %s"
                            .formatted(
                                    steps,
                                    Numbers.brief((endTime() - problem.startTime()) / steps));
            case StepControl.Adaptive(double tolerance) ->
                    "adaptive, tolerance " + Numbers.brief(tolerance);
        };
    }
}
