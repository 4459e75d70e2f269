package org.bugle.app.command;

import org.bugle.app.run.RunInput;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Run files with changes that hold for all of them.
final class RunFilesOptions {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The run file; or several.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the run files; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Mixin private PluginOptions plugins = new PluginOptions();

    List<RunInput> read() {
        return files.stream()
                .map(file -> RunInput.read(file, assignments, plugins.paths()))
                .toList();
    }
}
