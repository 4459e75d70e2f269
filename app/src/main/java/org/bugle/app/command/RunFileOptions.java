package org.bugle.app.command;

import org.bugle.app.run.RunInput;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The run file with its changes, which several commands take.
final class RunFileOptions {
    @Parameters(paramLabel = "FILE", description = "The run file.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the run file; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Mixin private PluginOptions plugins = new PluginOptions();

    RunInput read() {
        return RunInput.read(file, assignments, plugins.paths());
    }
}
