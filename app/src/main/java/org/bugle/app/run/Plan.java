package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.app.config.RunFile;
import org.bugle.app.report.Report;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StepControl;
import org.bugle.files.CheckpointStore;
import org.bugle.files.Digest;
import org.bugle.files.RunFolder;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Field;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;
import org.bugle.models.Problem;
import org.bugle.models.Reference;
import org.bugle.models.TreeProblem;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.own.OwnEquationException;
import org.bugle.models.own.OwnProblem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A run file made ready to run: the problem is built, the method chosen, the start known.
///
/// @param <Y> the format of the solution
/// @param input where it comes from
/// @param remarks what else the head of a run tells of the problem
public record Plan<Y extends State<Y>>(
        RunInput input, Formulation<Y> formulation, StepControl control, List<Report.Row> remarks) {
    public Plan {
        remarks = List.copyOf(remarks);
    }

    /// @throws InputException if parameters do not fit together, the start is not finite, or an
    ///   option cannot act
    public static Plan<?> of(RunInput input) {
        Built built = built(input);
        Problem<?> problem = built.problem();
        requireFiniteStart(input, problem);
        requireFields(input, problem);
        requireExact(input, problem);
        if (!(input.file().time().end() > problem.startTime())) {
            throw input.refuse(
                    "time.end",
                    "must be after the start at t = %s, found %s"
                            .formatted(
                                    Numbers.brief(problem.startTime()),
                                    Numbers.brief(input.file().time().end())));
        }
        return new Plan<>(
                input,
                Formulation.of(input, problem),
                control(input.file().time()),
                built.remarks());
    }

    public Problem<Y> problem() {
        return formulation.problem();
    }

    public Scheme<Y> scheme() {
        return formulation.scheme();
    }

    /// A problem, and what is to be told of it.
    private record Built(Problem<?> problem, List<Report.Row> remarks) {}

    private static Built built(RunInput input) {
        try {
            Optional<InitialState> initial = InitialState.of(input.file());
            List<Report.Row> rows = new ArrayList<>();
            Problem<?> problem;
            if (input.file().parameters() instanceof OwnEquation own) {
                OwnProblem built = initial.map(own::build).orElseGet(own::build);
                problem = built.problem();
                rows.addAll(OwnWords.of(own, built));
            } else {
                problem = Vocabulary.problem(input.file());
            }
            initial.ifPresent(state -> rows.add(new Report.Row("initial", state.words(problem))));
            return new Built(problem, rows);
        } catch (InitialStateException e) {
            throw input.refuse(InitialState.KEY, String.valueOf(e.getMessage()));
        } catch (OwnEquationException e) {
            throw OwnInput.refused(input.source(), e);
        } catch (IllegalArgumentException e) {
            throw InputException.at(
                    input.placeOf("parameters"), "parameters: " + String.valueOf(e.getMessage()));
        }
    }

    private static void requireFiniteStart(RunInput input, Problem<?> problem) {
        long bad = factors(problem).stream().mapToLong(Matrix::nonFinite).sum();
        if (bad > 0 || !Double.isFinite(startNorm(problem))) {
            throw InputException.at(
                    input.placeOf("parameters"),
                    "the initial value of %s has %s; check the parameters"
                            .formatted(
                                    input.file().problem(),
                                    bad > 0
                                            ? bad + " NaN or infinite entries in its factors"
                                            : "an infinite norm"));
        }
    }

    private static List<Matrix> factors(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix -> {
                LowRankMatrix full = matrix.start().full();
                yield List.of(full.u(), full.s(), full.v());
            }
            case TreeProblem tree -> {
                TreeTensor full = tree.start().full();
                yield IntStream.range(0, full.tree().nodes())
                        .mapToObj(node -> full.subtree(node).matrix())
                        .toList();
            }
        };
    }

    private static double startNorm(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem matrix -> matrix.start().full().norm();
            case TreeProblem tree -> tree.start().full().norm();
        };
    }

    private static void requireFields(RunInput input, Problem<?> problem) {
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

    /// Before the run, not after it.
    private static void requireExact(RunInput input, Problem<?> problem) {
        boolean own = input.file().parameters() instanceof OwnEquation;
        if (input.file().reference().equals("exact")
                && problem.reference() instanceof Reference.None) {
            throw input.refuse(
                    "reference",
                    "must be another than exact: no closed form is known for %s%s; full, estimate and none are left%s"
                            .formatted(
                                    input.file().problem(),
                                    input.file().initial().isPresent() && !own
                                            ? " from an initial value in a file"
                                            : "",
                                    own ? ", or give the solution under exact" : ""));
        }
    }

    private static StepControl control(RunFile.Time time) {
        return time.steps().isPresent()
                ? new StepControl.Fixed(time.steps().get())
                : new StepControl.Adaptive(time.tolerance().orElseThrow());
    }

    /// The run as the driver takes it; its observers are the problem's observables.
    public Evolution<Y> evolution() {
        return formulation
                .evolution()
                .startingAt(problem().startTime())
                .until(endTime())
                .control(control)
                .seed(input.file().seed())
                .observe(problem().observables().stream().map(Observable::observer).toList());
    }

    public double endTime() {
        return input.file().time().end();
    }

    /// The fields that the run file asks for; all where it names none.
    public List<Field<Y>> fields() {
        List<String> wanted = input.file().output().fields();
        return problem().fields().stream()
                .filter(field -> wanted.isEmpty() || wanted.contains(field.name()))
                .toList();
    }

    /// The run's checkpoints in its folder; those of another problem, integrator, seed or plugin
    /// are refused.
    public CheckpointStore<Y> checkpoints(RunFolder folder) {
        RunFile file = input.file();
        String identity =
                "%s %s %s %d%s"
                        .formatted(
                                file.problem(),
                                file.parameters(),
                                file.integrator(),
                                file.seed(),
                                file.initialDigest().map(digest -> " " + digest).orElse(""));
        String withPlugins = String.join(" ", input.plugins().digests());
        return new CheckpointStore<>(
                folder.checkpoints(),
                Digest.of((identity + " " + withPlugins).strip()),
                formulation.files());
    }

    /// What is about to run, in words.
    public List<Report.Row> header() {
        RunFile file = input.file();
        List<Report.Row> rows = new ArrayList<>();
        rows.add(
                new Report.Row(
                        "problem",
                        "%s, %s, t from %s to %s"
                                .formatted(
                                        file.problem(),
                                        formulation.size(),
                                        Numbers.brief(problem().startTime()),
                                        Numbers.brief(endTime()))));
        rows.addAll(remarks);
        rows.add(
                new Report.Row(
                        "integrator",
                        "%s, starts from rank %d%s"
                                .formatted(
                                        scheme().integrator().name(),
                                        scheme().start().maxRank(),
                                        input.choice().map(why -> "; " + why).orElse(""))));
        rows.add(new Report.Row("truncation", scheme().truncation()));
        rows.add(new Report.Row("substep", scheme().substep().name()));
        rows.addAll(formulation.remarks());
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
                                    Numbers.brief((endTime() - problem().startTime()) / steps));
            case StepControl.Adaptive(double tolerance) ->
                    "adaptive, tolerance " + Numbers.brief(tolerance);
        };
    }
}
