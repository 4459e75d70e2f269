package org.bugle.app.command;

import org.bugle.app.run.Vocabulary;
import org.bugle.models.parameter.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `bugle list`: what there is, a line each.
@Command(name = "list", description = "Lists problems, integrators and substeps.")
final class ListNames implements Runnable {
    /// What can be listed.
    enum Kind {
        PROBLEMS,
        INTEGRATORS,
        SUBSTEPS,
        TRUNCATIONS;

        Map<String, Settings<?>> names() {
            return switch (this) {
                case PROBLEMS -> Vocabulary.problems();
                case INTEGRATORS -> Vocabulary.integrators();
                case SUBSTEPS -> Vocabulary.substeps();
                case TRUNCATIONS -> Vocabulary.truncations();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Optional<Kind> kind = Optional.empty();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (Kind each : Kind.values()) {
            if (kind.isEmpty()) {
                out.println(each + ":");
            }
            if (kind.isEmpty() || kind.get() == each) {
                print(out, each.names());
            }
        }
        if (kind.isEmpty()) {
            out.println("bugle describe NAME tells each one's keys.");
        }
    }

    private static void print(PrintWriter out, Map<String, Settings<?>> names) {
        int width = names.keySet().stream().mapToInt(String::length).max().orElse(0);
        names.forEach((name, settings) ->
                out.println(
                        ("  " + name + " ".repeat(width - name.length() + 2) + settings.doc())
                                .stripTrailing()));
        out.flush();
    }
}
