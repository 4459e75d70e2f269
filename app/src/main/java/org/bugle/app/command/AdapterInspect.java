package org.bugle.app.command;

import org.bugle.app.run.Numbers;
import org.bugle.files.ResultFile;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.adapter.Correction;
import org.bugle.neural.array.Array;
import org.bugle.neural.training.WeightsFile;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weights;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// `bugle adapter inspect`: what is in an adapter or in a file of weights.
@Command(
        name = "inspect",
        description = {
            "Shows forms, shapes, ranks, numbers of parameters and singular values of an",
            "adapter or of trained weights."
        })
final class AdapterInspect implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ADAPTER",
            description = "A PEFT folder, or a file of Bugle's weights.")
    private Path adapter = Path.of("");

    @Option(names = "--json", description = "Prints all as JSON, singular values too.")
    private boolean json;

    /// One weight.
    ///
    /// @param ranks empty of a dense one
    /// @param parameters numbers in its factors
    /// @param full numbers of the whole weight
    /// @param norm of what the factors add up to (Frobenius)
    /// @param singularValues of factors of two modes
    record Entry(
            String name,
            String form,
            List<Integer> shape,
            List<Integer> ranks,
            long parameters,
            long full,
            double norm,
            List<Double> singularValues) {
        static Entry dense(String name, String form, Array value) {
            return new Entry(
                    name,
                    form,
                    value.shape(),
                    List.of(),
                    value.size(),
                    value.size(),
                    value.norm(),
                    List.of());
        }

        static Entry factored(
                String name, String form, List<Integer> shape, Tucker factors, long parameters) {
            List<Double> values =
                    factors.modes() == 2
                            ? Svd.of(factors.orthonormalized().core().unfold(0)).singularValues()
                            : List.of();
            long full = shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
            return new Entry(
                    name,
                    form,
                    shape,
                    factors.ranks().stream().distinct().count() == 1
                            ? List.of(factors.ranks().getFirst())
                            : factors.ranks(),
                    parameters,
                    full,
                    factors.norm(),
                    values);
        }
    }

    /// @param parameters in all factors and in what is trained or replaced as a whole
    /// @param full numbers of all weights that are named
    record Inspection(List<Entry> weights, long parameters, long full) {}

    @Override
    public void run() {
        Inspection found =
                Files.isDirectory(adapter)
                        ? of(AdapterFiles.adapter(adapter, spec.commandLine().getErr()))
                        : of(AdapterFiles.checked(() -> WeightsFile.read(adapter)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ResultFile.toText(found));
        } else {
            print(out, found);
        }
        out.flush();
    }

    private static Inspection of(Adapter adapter) {
        List<Entry> entries = new ArrayList<>();
        adapter.corrections().forEach((module, c) -> entries.add(of(module, c)));
        adapter.replaced().forEach((name, v) -> entries.add(Entry.dense(name, "replaced", v)));
        return total(entries, adapter.parameters());
    }

    private static Entry of(String module, Correction correction) {
        return Entry.factored(
                module,
                "correction",
                correction.shape(),
                correction.factors(),
                correction.parameters());
    }

    private static Inspection of(Weights weights) {
        List<Entry> entries = new ArrayList<>();
        for (String name : weights.names()) {
            entries.add(
                    switch (weights.get(name)) {
                        case DenseWeight(Array value, boolean frozen) ->
                                Entry.dense(name, frozen ? "frozen" : "dense", value);
                        case Factored w ->
                                Entry.factored(
                                        name, form(w), w.shape(), w.factors(), w.parameters());
                    });
        }
        return total(entries, weights.parameters());
    }

    private static String form(Factored weight) {
        return switch (weight) {
            case LowRankLinear _ -> "low-rank";
            case LowRankConv2d _ -> "low-rank kernel";
            case TuckerConv2d _ -> "Tucker kernel";
            case LowRankAdapter _ -> "adapter";
        };
    }

    private static Inspection total(List<Entry> entries, long parameters) {
        return new Inspection(
                List.copyOf(entries), parameters, entries.stream().mapToLong(Entry::full).sum());
    }

    private static void print(PrintWriter out, Inspection found) {
        Table table =
                new Table("weight", "form", "shape", "rank", "parameters", "norm", "σ₁", "σ_r");
        for (Entry entry : found.weights()) {
            List<Double> sigma = entry.singularValues();
            table.add(
                    entry.name(),
                    entry.form(),
                    times(entry.shape()),
                    entry.ranks().isEmpty() ? "-" : times(entry.ranks()),
                    String.valueOf(entry.parameters()),
                    Numbers.brief(entry.norm(), 4),
                    sigma.isEmpty() ? "-" : Numbers.brief(sigma.getFirst(), 4),
                    sigma.isEmpty() ? "-" : Numbers.brief(sigma.getLast(), 4));
        }
        table.print(out);
        out.println();
        out.println(
                "parameters  %d of %d (%s %%)"
                        .formatted(
                                found.parameters(),
                                found.full(),
                                Numbers.brief(100.0 * found.parameters() / found.full(), 3)));
    }

    private static String times(List<Integer> sizes) {
        return sizes.isEmpty()
                ? "1"
                : sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }
}
