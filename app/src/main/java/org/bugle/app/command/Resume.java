package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.config.YamlSource;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Variant;
import org.bugle.app.train.TrainInput;
import org.bugle.app.train.TrainPlan;
import org.bugle.files.CheckpointStore;
import org.bugle.files.RunFolder;
import org.bugle.lowrank.State;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle resume`: goes on from the last complete checkpoint, with the bits of a run that never
/// stopped.
@Command(
        name = "resume",
        description = "Goes on with a run that was stopped, or extends a finished one.")
final class Resume implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RunOptions options = new RunOptions();
    @Mixin private PluginOptions plugins = new PluginOptions();

    @Parameters(paramLabel = "DIR", description = "The run folder.")
    private Path dir = Path.of("");

    @Option(names = "--until", paramLabel = "T", description = "A later end time.")
    private Optional<Double> until = Optional.empty();

    @Override
    public Integer call() {
        try (RunFolder folder = Folders.read(() -> RunFolder.open(dir))) {
            if (TrainInput.isMeant(YamlSource.read(folder.input()))) {
                return resumeTraining(folder);
            }
            RunInput input = RunInput.again(folder.input(), plugins.paths());
            double end = input.file().time().end();
            if (folder.isFinished() && until.isEmpty()) {
                spec.commandLine()
                        .getOut()
                        .println(
                                "%s holds a run that is finished, up to t = %s; --until T extends it"
                                        .formatted(dir, Numbers.brief(end)));
                return ExitCode.DONE;
            }
            if (until.isPresent() && !(until.get() > end)) {
                throw new InputException(
                        "--until must be after the run's end at t = %s, found %s"
                                .formatted(Numbers.brief(end), Numbers.brief(until.get())));
            }
            return resume(Plan.of(until.map(t -> Variant.until(input, t)).orElse(input)), folder);
        }
    }

    private <Y extends State<Y>> int resume(Plan<Y> plan, RunFolder folder) {
        CheckpointStore.Latest<Y> latest = Folders.read(plan.checkpoints(folder)::latest);
        latest.warnings().forEach(each -> spec.commandLine().getErr().println("warning: " + each));
        if (folder.isFinished()) {
            Folders.read(() -> {
                folder.reopen();
                return folder;
            });
        }
        return new Conduct<>(spec, options, bugle, plan, folder).resume(latest.checkpoint());
    }

    private int resumeTraining(RunFolder folder) {
        if (until.isPresent()) {
            throw new InputException("--until is for runs; a training goes to its last epoch");
        }
        if (folder.isFinished()) {
            spec.commandLine()
                    .getOut()
                    .println(
                            "%s holds a training that is finished; give its folder as start of another one"
                                    .formatted(dir));
            return ExitCode.DONE;
        }
        TrainInput input = TrainInput.read(folder.input(), List.of());
        try (TrainPlan plan = Folders.read(() -> TrainPlan.of(input))) {
            return new TrainConduct(spec, options.display(), options.watch(), bugle, plan, folder)
                    .resume();
        }
    }
}
