package org.bugle.app.run;

import org.bugle.app.config.Description;
import org.bugle.app.plugin.Plugins;
import org.bugle.evolution.StabilityEstimate;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Problem;
import org.bugle.models.TreeProblem;
import org.bugle.models.parameter.Settings;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.Objects;

/// A run file to start from: every key of a problem with its default and its meaning, and a method
/// and steps that suit it.
public final class Starter {
    private static final double TOLERANCE = 1e-6;
    private static final int FEWEST_STEPS = 100;

    /// More steps than this are better left to exponentials.
    private static final int MOST_STEPS = 2000;

    private final String name;
    private final Plugins plugins;
    private final Problem<?> problem;

    private Starter(String name, Plugins plugins) {
        this.name = name;
        this.plugins = plugins;
        this.problem = Vocabulary.problemByDefault(name, plugins);
    }

    /// The text of a run file.
    ///
    /// @param problem a name of [Vocabulary#problems]
    public static String of(String problem, Plugins plugins) {
        return new Starter(problem, plugins).text();
    }

    private String text() {
        int steps = stableSteps();
        boolean stiff = steps > MOST_STEPS;
        return """
        # A run of %s; 'bugle run' takes this file as it is.
        # 'bugle check' tells what it costs, 'bugle describe run' every key.
        problem: %s
        %s
        integrator:
          name: augmented-bug       # see bugle list integrators
          truncation:
            relative: %s          # after a step, drops singular values of norm ≤ %s · ‖Y‖
            # maxRank: %d
          substep: %s      # see bugle list substeps

        time:
          end: %s
          steps: %d                # or, for adaptive steps, tolerance: 1e-4

        reference: auto             # none | full | exact | estimate | FILE.h5
        seed: 1
        output:
          fields: [%s]
          # every: 10               # steps from one snapshot to the next
          # checkpoint: 100         # steps from one checkpoint to the next
        %s\
        """
                .formatted(
                        name,
                        name,
                        parameters(),
                        Numbers.brief(TOLERANCE),
                        Numbers.brief(TOLERANCE),
                        mostRank(),
                        stiff ? stiffSubstep() : "rk4        ",
                        Numbers.brief(problem.endTime()),
                        stiff ? FEWEST_STEPS : Math.max(FEWEST_STEPS, steps),
                        String.join(", ", problem.fields().stream().map(f -> f.name()).toList()),
                        named());
    }

    /// Where the problem is a plugin's, the plugins.
    private String named() {
        List<String> paths =
                plugins.problems().containsKey(name)
                        ? plugins.paths().stream().map(path -> "'" + path + "'").toList()
                        : List.of();
        return paths.isEmpty() ? "" : "plugins: [%s]%n".formatted(String.join(", ", paths));
    }

    private int mostRank() {
        int usual = 4 * problem.rank();
        return switch (problem) {
            case MatrixProblem matrix -> Math.min(Math.min(matrix.m(), matrix.n()), usual);
            case TreeProblem _ -> usual;
        };
    }

    private String stiffSubstep() {
        return switch (problem) {
            case MatrixProblem _ -> "exponential";
            case TreeProblem _ -> "krylov     ";
        };
    }

    private int stableSteps() {
        double duration = problem.endTime() - problem.startTime();
        return (int) Math.ceil(SAFETY * duration / stability().largestStep(duration));
    }

    private StabilityEstimate stability() {
        double t = problem.startTime();
        return switch (problem) {
            case MatrixProblem matrix -> {
                LowRankMatrix y = matrix.start().ofRank(matrix.rank());
                yield StabilityEstimate.of(
                        matrix.equation(),
                        new AugmentedBug(Truncation.relative(TOLERANCE), Substep.rk4()),
                        t,
                        matrix.isComplex() ? y.toComplex() : y,
                        1);
            }
            case TreeProblem tree ->
                    StabilityEstimate.of(
                            tree.equation(),
                            new TreeAugmentedBug(
                                    TreeTruncation.weighted(Truncation.relative(TOLERANCE)),
                                    Substep.rk4()),
                            t,
                            tree.start().full(),
                            1);
        };
    }

    /// Stiffer directions may come in later than the start knows.
    private static final double SAFETY = 1.5;

    private String parameters() {
        Settings<?> settings = Objects.requireNonNull(Vocabulary.problems(plugins).get(name));
        StringBuilder text = new StringBuilder("parameters:\n");
        String group = "";
        for (Description.Row row : Description.of(settings).rows()) {
            String[] path = row.key().split("\\.", 2);
            if (path.length == 2 && !path[0].equals(group)) {
                group = path[0];
                text.append("  %s:\n".formatted(group));
            }
            String indent = path.length == 2 ? "    " : "  ";
            String unit = row.unit().isEmpty() ? "" : " [" + row.unit() + "]";
            String range = row.range().isEmpty() ? "" : ", " + row.type() + " " + row.range();
            String source = row.source().isEmpty() ? "" : " (" + row.source() + ")";
            String optional = row.fallback().isEmpty() ? "# " : "";
            String key = path[path.length - 1];
            text.append("%s# %s%s%s%s\n".formatted(indent, row.doc(), unit, range, source));
            text.append("%s%s%s: %s\n".formatted(indent, optional, key, row.fallback()));
        }
        return text.toString();
    }
}
