package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.train.TrainInput;
import org.bugle.app.train.TrainPlan;
import org.bugle.files.RunFolder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle train`: one network from start to end, in a folder of its own.
@Command(name = "train", description = "Trains one network and writes its run folder.")
final class Train implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DisplayOptions options = new DisplayOptions();
    @Mixin private WatchOptions watch = new WatchOptions();

    @Parameters(paramLabel = "FILE", description = "The train file.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the train file; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder; runs/train-DATA-TIMESTAMP unless given.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replaces a run that the folder holds.")
    private boolean force;

    @Override
    public Integer call() {
        TrainInput input = TrainInput.read(file, assignments);
        try (TrainPlan plan = Folders.read(() -> TrainPlan.of(input));
                RunFolder folder = Folders.create(out, plan.folderName(), force)) {
            return new TrainConduct(spec, options, watch, bugle, plan, folder).start();
        }
    }
}
