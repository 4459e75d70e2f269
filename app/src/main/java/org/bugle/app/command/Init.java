package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.plugin.Plugins;
import org.bugle.app.run.OwnStarter;
import org.bugle.app.run.Starter;
import org.bugle.app.run.Vocabulary;
import org.bugle.app.train.Tasks;
import org.bugle.app.train.TrainStarter;
import org.bugle.files.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// `bugle init NAME`: a commented run file or train file to start from.
@Command(name = "init", description = "Writes a commented starter run file or train file.")
final class Init implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();

    @Parameters(
            paramLabel = "PROBLEM",
            description =
                    "A name of `bugle list problems` or `bugle list tasks`, or `own` for an"
                            + " equation of one's own.")
    private String problem = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; NAME.yaml unless given, - for the standard output.")
    private Optional<String> out = Optional.empty();

    @Option(names = "--force", description = "Replaces a file that is there.")
    private boolean force;

    @Override
    public void run() {
        Plugins loaded = plugins.load();
        Set<String> known = new LinkedHashSet<>(Vocabulary.problems(loaded).keySet());
        known.add(OwnRunFile.NAME);
        known.addAll(Tasks.names());
        if (!known.contains(problem)) {
            throw new InputException(
                    "'%s' is no problem%s".formatted(problem, Nearest.hint(problem, known, known)));
        }
        String text = text(loaded);
        String name = out.orElse(problem.substring(problem.lastIndexOf('/') + 1) + ".yaml");
        if (name.equals("-")) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return;
        }
        Path file = Path.of(name);
        if (Files.exists(file) && !force) {
            throw new InputException(
                    file + " exists; choose another name by --out, or replace it with --force");
        }
        AtomicFile.write(file, text);
        spec.commandLine()
                .getOut()
                .println("wrote %s; run it by 'bugle run %s'".formatted(file, file));
    }

    private String text(Plugins loaded) {
        if (Tasks.names().contains(problem)) {
            return TrainStarter.of(problem);
        }
        return problem.equals(OwnRunFile.NAME) ? OwnStarter.TEXT : Starter.of(problem, loaded);
    }
}
