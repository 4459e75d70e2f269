package org.bugle.app.command;

import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.adapter.Merge;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;

/// `bugle adapter merge`: a model with an adapter in its weights.
@Command(
        name = "merge",
        description = {
            "Adds an adapter to the weights of a model, W + ΔW, or takes it off again.",
            "Tensors are streamed and keep their types; those that the adapter does not",
            "name stay bit by bit."
        })
final class AdapterMerge implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ADAPTER",
            description = "A PEFT folder, or a file of Bugle's weights.")
    private Path adapter = Path.of("");

    @Option(
            names = "--into",
            required = true,
            paramLabel = "MODEL",
            description = "A safetensors file, or a folder with model.safetensors.")
    private Path into = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The result.")
    private Path out = Path.of("");

    @Option(names = "--off", description = "Takes the adapter off a merged model: W − ΔW.")
    private boolean off;

    @Option(names = "--force", description = "Replaces the result of a former run.")
    private boolean force;

    @Override
    public void run() {
        AdapterFiles.requireNew(out, force);
        Path model = AdapterFiles.model(into);
        Adapter read = AdapterFiles.adapter(adapter, spec.commandLine().getErr());
        Merge merge = off ? Merge.OFF : Merge.ON;
        AdapterFiles.done(() -> merge.apply(model, read, out));
        PrintWriter print = spec.commandLine().getOut();
        print.println(
                "%s: %d weights corrected, %d parameters replaced"
                        .formatted(out, read.corrections().size(), read.replaced().size()));
        print.flush();
    }
}
