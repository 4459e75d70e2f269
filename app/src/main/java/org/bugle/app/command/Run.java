package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.run.Plan;
import org.bugle.files.RunFolder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle run`: one problem from start to end, in a folder of its own.
@Command(name = "run", description = "Runs one problem and writes its run folder.")
final class Run implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunFileOptions file = new RunFileOptions();
    @Mixin private RunOptions options = new RunOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder; runs/PROBLEM-TIMESTAMP unless given.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replaces a run that the folder holds.")
    private boolean force;

    @Override
    public Integer call() {
        Plan<?> plan = Plan.of(file.read());
        try (RunFolder folder = Folders.create(out, plan.input().file().problem(), force)) {
            return new Conduct<>(spec, options, bugle, plan, folder).start();
        }
    }
}
