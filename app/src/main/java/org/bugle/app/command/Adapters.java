package org.bugle.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `bugle adapter`: adapters and weights in files.
@Command(
        name = "adapter",
        description = "Low-rank adapters: look into them, merge, exchange with PEFT, compress.",
        subcommands = {
            AdapterInspect.class,
            AdapterMerge.class,
            AdapterExport.class,
            AdapterImport.class,
            AdapterCompress.class
        })
final class Adapters implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is needed: inspect, merge, export, import or compress");
    }
}
