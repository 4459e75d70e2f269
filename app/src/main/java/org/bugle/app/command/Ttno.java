package org.bugle.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `bugle ttno`: operators on trees.
@Command(
        name = "ttno",
        description = "Operators as tree tensor networks (arXiv:2405.09952).",
        subcommands = TtnoBuild.class)
final class Ttno implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed: build");
    }
}
