package org.bugle.app.command;

import org.bugle.app.config.DataSettings;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.config.ModelSettings;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.papers.Papers;
import org.bugle.app.plugin.Plugins;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.run.Vocabulary;
import org.bugle.app.train.Tasks;
import org.bugle.models.parameter.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `bugle list`: what there is, a line each.
@Command(
        name = "list",
        description =
                "Lists problems, integrators, substeps and truncations; tasks, formats of data,"
                        + " models and methods of trainings; papers.")
final class ListNames implements Runnable {
    /// What can be listed.
    enum Kind {
        PROBLEMS,
        INTEGRATORS,
        SUBSTEPS,
        TRUNCATIONS,
        TASKS,
        DATA,
        MODELS,
        METHODS,
        PAPERS;

        /// What each is, by its name.
        Map<String, String> names(Plugins plugins) {
            return switch (this) {
                case PROBLEMS -> problems(plugins);
                case INTEGRATORS -> docs(Vocabulary.integrators(plugins));
                case SUBSTEPS -> docs(Vocabulary.substeps());
                case TRUNCATIONS -> docs(Vocabulary.truncations());
                case TASKS -> Tasks.docs();
                case DATA -> docs(Settings.each(DataSettings.catalogue()));
                case MODELS -> docs(Settings.each(ModelSettings.catalogue()));
                case METHODS -> docs(Settings.each(MethodSettings.catalogue()));
                case PAPERS -> papers();
            };
        }

        private static Map<String, String> docs(Map<String, Settings<?>> settings) {
            Map<String, String> docs = new LinkedHashMap<>();
            settings.forEach((name, each) -> docs.put(name, each.doc()));
            return docs;
        }

        private static Map<String, String> problems(Plugins plugins) {
            Map<String, String> docs = new LinkedHashMap<>();
            Vocabulary.problems(plugins)
                    .forEach((name, each) ->
                            docs.put(
                                    name,
                                    "%-6s  %s".formatted(Vocabulary.format(each), each.doc())));
            docs.put(OwnRunFile.NAME, "any     an equation of one's own; see bugle init own");
            return docs;
        }

        private static Map<String, String> papers() {
            Map<String, String> docs = new LinkedHashMap<>();
            for (Paper paper : Papers.all()) {
                docs.put(paper.name(), "%s (arXiv:%s)".formatted(paper.title(), paper.arxiv()));
            }
            return docs;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Optional<Kind> kind = Optional.empty();

    @Override
    public void run() {
        Plugins loaded = plugins.load();
        PrintWriter out = spec.commandLine().getOut();
        for (Kind each : Kind.values()) {
            if (kind.isEmpty()) {
                out.println(each + ":");
            }
            if (kind.isEmpty() || kind.get() == each) {
                print(out, each.names(loaded));
            }
        }
        if (kind.isEmpty()) {
            out.println(
                    "bugle describe NAME tells each one's keys; bugle reproduce PAPER runs a"
                            + " paper's experiments.");
        }
    }

    private static void print(PrintWriter out, Map<String, String> names) {
        int width = names.keySet().stream().mapToInt(String::length).max().orElse(0);
        names.forEach((name, doc) ->
                out.println(
                        ("  " + name + " ".repeat(width - name.length() + 2) + doc)
                                .stripTrailing()));
        out.flush();
    }
}
