package org.bugle.app.command;

import org.bugle.app.config.DataSettings;
import org.bugle.app.config.Description;
import org.bugle.app.config.InputException;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.config.ModelSettings;
import org.bugle.app.config.Nearest;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.plugin.Plugins;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Vocabulary;
import org.bugle.app.train.TrainInput;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Observable;
import org.bugle.models.Problem;
import org.bugle.models.ProblemFamily;
import org.bugle.models.Reference;
import org.bugle.models.TreeProblem;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bugle describe NAME`: every key of whatever run files and train files name, and of these files
/// themselves.
@Command(
        name = "describe",
        description =
                "Tells every key of a problem, integrator, substep or truncation rule; of `run`,"
                        + " the run file; of `own`, one with an equation of its own; of `train`,"
                        + " the train file; of a training method, a model or a format of data.")
final class Describe implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "A name that `bugle list` prints, `run`, `own` or `train`.")
    private String name = "";

    @Override
    public void run() {
        Plugins loaded = plugins.load();
        Map<String, Settings<?>> all = names(loaded);
        Settings<?> settings = all.get(name);
        if (settings == null) {
            throw new InputException(
                    "'%s' is no name%s"
                            .formatted(name, Nearest.hint(name, all.keySet(), all.keySet())));
        }
        PrintWriter out = spec.commandLine().getOut();
        print(out, settings);
        if (ProblemFamily.class.isAssignableFrom(settings.type())) {
            printProblem(out, settings, loaded);
        }
        out.flush();
    }

    private static Map<String, Settings<?>> names(Plugins loaded) {
        Map<String, Settings<?>> all = new LinkedHashMap<>(Vocabulary.problems(loaded));
        all.putAll(Vocabulary.integrators(loaded));
        all.put("run", Vocabulary.runFile());
        all.put(OwnRunFile.NAME, Vocabulary.ownRunFile());
        // `midpoint` and others are substeps only; an integrator's name would come first
        Vocabulary.substeps().forEach(all::putIfAbsent);
        Vocabulary.truncations().forEach(all::putIfAbsent);
        all.put("train", TrainInput.keys());
        Settings.each(MethodSettings.catalogue()).forEach(all::putIfAbsent);
        Settings.each(ModelSettings.catalogue()).forEach(all::putIfAbsent);
        Settings.each(DataSettings.catalogue()).forEach(all::putIfAbsent);
        return all;
    }

    private static void print(PrintWriter out, Settings<?> settings) {
        Description description = Description.of(settings);
        out.println(
                description.name() + (description.doc().isEmpty() ? "" : ": " + description.doc()));
        if (description.rows().isEmpty()) {
            out.println("  no keys");
        }
        for (Description.Row row : description.rows()) {
            out.println();
            out.println("  " + row.key() + ": " + value(row));
            out.println("      " + meaning(row));
        }
    }

    private static String value(Description.Row row) {
        String range = row.range().isEmpty() ? "" : " " + row.range();
        String unit = row.unit().isEmpty() ? "" : " [" + row.unit() + "]";
        String fallback =
                switch (row.fallback()) {
                    case "" -> "";
                    case "required" -> ", required";
                    default -> ", default " + row.fallback();
                };
        return row.type() + range + unit + fallback;
    }

    private static String meaning(Description.Row row) {
        String only = row.only().isEmpty() ? "" : "; of " + String.join(", ", row.only());
        String source = row.source().isEmpty() ? "" : " (source: " + row.source() + ")";
        return row.doc() + only + source;
    }

    /// What only a problem that was built can tell; its parameters are the defaults.
    private static void printProblem(PrintWriter out, Settings<?> settings, Plugins loaded) {
        if (settings.keys().stream().anyMatch(Setting::isRequired)) {
            return;
        }
        Problem<?> problem = Vocabulary.problemByDefault(settings.name(), loaded);
        out.println();
        out.printf(
                "  by default a %s, t from %s to %s, rank %d in the source%n",
                size(problem),
                Numbers.brief(problem.startTime()),
                Numbers.brief(problem.endTime()),
                problem.rank());
        out.println("  reference: " + reference(problem.reference()));
        out.println("  observables: norm" + observables(problem.observables()));
        List<String> fields = problem.fields().stream().map(field -> field.name()).toList();
        out.println("  fields: " + (fields.isEmpty() ? "none" : String.join(", ", fields)));
    }

    private static String size(Problem<?> problem) {
        String field = problem.isComplex() ? "complex" : "real";
        return switch (problem) {
            case MatrixProblem matrix ->
                    "%s %d×%d matrix over %s and %s"
                            .formatted(
                                    field,
                                    matrix.m(),
                                    matrix.n(),
                                    matrix.rows().name(),
                                    matrix.columns().name());
            case TreeProblem tree ->
                    "%s tensor on a tree of %d sites, up to %d values each"
                            .formatted(
                                    field,
                                    tree.tree().sites(),
                                    tree.sites().stream().mapToInt(Grid::size).max().orElse(0));
        };
    }

    private static String reference(Reference<?> reference) {
        return switch (reference) {
            case Reference.Exact(String kind, _) -> kind;
            case Reference.None() -> "full, where it fits in memory";
        };
    }

    private static String observables(List<? extends Observable<?>> observables) {
        StringBuilder text = new StringBuilder();
        for (Observable<?> each : observables) {
            text.append(
                    "%n    %s: %s%s"
                            .formatted(
                                    each.name(),
                                    each.doc(),
                                    each.invariant() ? " (invariant)" : ""));
        }
        return text.toString();
    }
}
