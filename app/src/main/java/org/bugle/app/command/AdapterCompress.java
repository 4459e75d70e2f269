package org.bugle.app.command;

import org.bugle.app.run.Numbers;
import org.bugle.files.SafetensorsType;
import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.adapter.PeftExport;
import org.bugle.neural.adapter.Recompression;
import org.bugle.neural.adapter.Recompression.Recompressed;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/// `bugle adapter compress`: an adapter of lower ranks.
@Command(
        name = "compress",
        description = {
            "Lowers the ranks of an adapter by singular value decompositions of its",
            "factors and writes it as Hugging Face PEFT reads it."
        })
final class AdapterCompress implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "ADAPTER",
            description = "A PEFT folder, or a file of Bugle's weights.")
    private Path adapter = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "The result.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replaces the files of a former run.")
    private boolean force;

    @ArgGroup(multiplicity = "1")
    private Rule rule = new Rule();

    /// One of them.
    private static final class Rule {
        @Option(names = "--rank", paramLabel = "R", description = "At most R for each module.")
        private Optional<Integer> rank = Optional.empty();

        @Option(
                names = "--energy",
                paramLabel = "F",
                description = "The fewest that keep the fraction F of ‖ΔW‖².")
        private Optional<Double> energy = Optional.empty();

        @Option(
                names = "--ratio",
                paramLabel = "Q",
                description = "The singular values σ ≥ Q σ₁ of each module.")
        private Optional<Double> ratio = Optional.empty();

        @Option(
                names = "--budget",
                paramLabel = "B",
                description = "The B largest singular values of all modules together.")
        private Optional<Integer> budget = Optional.empty();

        Recompression chosen() {
            return rank.<Recompression>map(Recompression.ToRank::new)
                    .or(() -> energy.map(Recompression.Energy::new))
                    .or(() -> ratio.map(Recompression.Ratio::new))
                    .or(() -> budget.map(Recompression.Budget::new))
                    .orElseThrow();
        }
    }

    @Override
    public void run() {
        Recompression chosen = AdapterFiles.checked(rule::chosen);
        AdapterFiles.requireNew(out, force);
        Adapter read = AdapterFiles.adapter(adapter, spec.commandLine().getErr());
        Recompressed result = AdapterFiles.checked(() -> chosen.apply(read));
        AdapterFiles.done(() -> PeftExport.write(out, result.adapter(), SafetensorsType.F32));
        print(read, result);
    }

    private void print(Adapter before, Recompressed result) {
        PrintWriter print = spec.commandLine().getOut();
        Table table = new Table("module", "rank", "now", "relative error");
        before.ranks()
                .forEach((module, rank) ->
                        table.add(
                                module,
                                String.valueOf(rank),
                                String.valueOf(result.adapter().ranks().getOrDefault(module, 0)),
                                Numbers.scientific(result.errors().getOrDefault(module, 0.0))));
        table.print(print);
        print.println();
        print.println(
                "parameters  %d, before %d"
                        .formatted(result.adapter().parameters(), before.parameters()));
        print.println("written to  " + out);
        print.flush();
    }
}
