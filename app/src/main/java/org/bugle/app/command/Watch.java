package org.bugle.app.command;

import org.bugle.app.run.Interruption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bugle watch`: a local page that shows a run live, whoever runs it.
@Command(
        name = "watch",
        description = {
            "Shows the run or training of a folder live on a local page, until Ctrl-C.",
            "It reads the folder's files alone: the run may go on in another process, or on"
                    + " another machine with the same disk."
        })
final class Watch implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();
    @Mixin private PageOptions page = new PageOptions();

    @Parameters(paramLabel = "DIR", description = "The run folder.")
    private Path dir = Path.of("");

    @Override
    public Integer call() {
        try (var _ =
                LivePage.start(
                        Records.open(dir, plugins.paths()), page, spec.commandLine().getOut())) {
            return bugle.interruption().await(ExitCode.DONE);
        }
    }
}
