package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.files.SafetensorsType;
import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.adapter.PeftExport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `bugle adapter export`: an adapter as PEFT reads it.
@Command(
        name = "export",
        description = {
            "Writes an adapter as Hugging Face PEFT reads it: a folder of type LORA,",
            "with a rank for each module and scaling 1."
        })
final class AdapterExport implements Runnable {
    private static final List<String> TYPES = List.of("f32", "f16", "bf16", "f64");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ADAPTER",
            description = "A file of Bugle's weights, or a PEFT folder to write anew.")
    private Path adapter = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "The result.")
    private Path out = Path.of("");

    @Option(
            names = "--base",
            paramLabel = "NAME",
            description = "The model that is adapted, as PEFT's configuration names it.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--type",
            defaultValue = "f32",
            description = "f32, f16, bf16 or f64; default ${DEFAULT-VALUE}.")
    private String type = "";

    @Option(names = "--force", description = "Replaces the files of a former export.")
    private boolean force;

    @Override
    public void run() {
        if (!TYPES.contains(type)) {
            throw new InputException(
                    "--type is '%s'%s".formatted(type, Nearest.hint(type, TYPES, TYPES)));
        }
        AdapterFiles.requireNew(out, force);
        Adapter read = AdapterFiles.adapter(adapter, spec.commandLine().getErr());
        var named = new Adapter(read.corrections(), read.replaced(), base.or(read::baseModel));
        SafetensorsType stored = SafetensorsType.valueOf(type.toUpperCase(Locale.ROOT));
        AdapterFiles.done(() -> PeftExport.write(out, named, stored));
        PrintWriter print = spec.commandLine().getOut();
        print.println(
                "%s: %d modules of ranks %s"
                        .formatted(
                                out,
                                read.ranks().values().stream().filter(r -> r > 0).count(),
                                read.ranks().values().stream()
                                        .filter(r -> r > 0)
                                        .sorted()
                                        .distinct()
                                        .toList()));
        print.flush();
    }
}
