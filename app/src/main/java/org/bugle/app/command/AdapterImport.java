package org.bugle.app.command;

import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.array.Array;
import org.bugle.neural.training.WeightsFile;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bugle adapter import`: a model with a PEFT adapter as Bugle's weights.
@Command(
        name = "import",
        description = {
            "Puts a PEFT adapter (LORA or ADALORA) on a model and writes both as Bugle's",
            "weights: the model's are frozen, the adapter's are factors to train further."
        })
final class AdapterImport implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ADAPTER", description = "A PEFT folder.")
    private Path adapter = Path.of("");

    @Option(
            names = "--into",
            required = true,
            paramLabel = "MODEL",
            description = "A safetensors file, or a folder with model.safetensors.")
    private Path into = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The result.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replaces the result of a former import.")
    private boolean force;

    @Override
    public void run() {
        AdapterFiles.requireNew(out, force);
        Path model = AdapterFiles.model(into);
        Adapter read = AdapterFiles.adapter(adapter, spec.commandLine().getErr());
        Weights weights = AdapterFiles.checked(() -> read.on(frozen(model)));
        AdapterFiles.done(() -> WeightsFile.write(out, weights, SafetensorsType.F64));
        PrintWriter print = spec.commandLine().getOut();
        print.println(
                "%s: %d weights, %d of them with factors"
                        .formatted(out, weights.names().size(), weights.factored().size()));
        print.flush();
    }

    private static Weights frozen(Path model) {
        Map<String, Weight> dense = new LinkedHashMap<>();
        try (Safetensors tensors = Safetensors.open(model)) {
            for (String name : tensors.names()) {
                List<Integer> shape = tensors.entry(name).shape();
                dense.put(name, DenseWeight.frozen(Array.over(shape, tensors.doubles(name))));
            }
        }
        return Weights.of(dense);
    }
}
