package org.bugle.app.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `bugle completion`: what makes bash and zsh complete commands and options.
@Command(
        name = "completion",
        description = "Prints a script for bash or zsh: source <(bugle completion).")
final class Completion implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var root = spec.root().commandLine();
        root.getOut().print(AutoComplete.bash("bugle", root));
        root.getOut().flush();
    }
}
