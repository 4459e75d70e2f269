package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.app.run.CouplingText;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.OperatorBuild;
import org.bugle.files.ResultFile;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairHamiltonian;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// `bugle ttno build`: how compact the operator of a chain with long-range interactions becomes.
@Command(
        name = "build",
        description = {
            "Builds a chain of spins with pair interactions as a compact operator on a tree:",
            "H = Ω Σ σx + Δ Σ n + Σ_{i<j} β(i, j) n_i n_j, n the projector on the first state."
        })
final class TtnoBuild implements Runnable {
    /// Of deeper trees, the first and the last levels are shown.
    private static final int MOST_LEVELS = 24;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--beta",
            required = true,
            paramLabel = "KERNEL|FILE",
            description =
                    "Couplings: power:alpha=1,nu=2 (ν r^-α, r = j - i), exponential:length=2,nu=1,"
                            + " nearest-neighbour:nu=1, formula:EXPRESSION in i, j, r; or a d×d"
                            + " matrix, FILE.csv or FILE.npy, of which i < j is read.")
    private String beta = "";

    @Option(names = "--d", paramLabel = "D", description = "Sites; a file tells it by itself.")
    private Optional<Integer> sites = Optional.empty();

    @Option(
            names = "--tree",
            defaultValue = "balanced",
            description =
                    "balanced, linear, star, mary:4, an expression ((0 1) (2 3)), or a file with"
                            + " one; default ${DEFAULT-VALUE}.")
    private String tree = "";

    @Option(
            names = "--tol",
            defaultValue = "1e-12",
            description = "Tolerance of the compression; default ${DEFAULT-VALUE}.")
    private double tolerance;

    @Option(
            names = "--rule",
            defaultValue = "local",
            description =
                    "What it is relative to: local (σ₁ of each block row), frobenius (its norm),"
                            + " global (the norm of β, which is guaranteed); default"
                            + " ${DEFAULT-VALUE}.")
    private String rule = "";

    @Option(
            names = "--form",
            defaultValue = "merged",
            description = "merged, or the paper's sum; default ${DEFAULT-VALUE}.")
    private String form = "";

    @Option(
            names = "--field",
            paramLabel = "Ω",
            defaultValue = "3",
            description = "Field; default ${DEFAULT-VALUE}.")
    private double field;

    @Option(
            names = "--detuning",
            paramLabel = "Δ",
            defaultValue = "-2",
            description = "Detuning; default ${DEFAULT-VALUE}.")
    private double detuning;

    @Option(names = "--json", description = "Prints the result as JSON, and nothing else.")
    private boolean json;

    @Override
    public void run() {
        sites.filter(d -> d < 1)
                .ifPresent(d -> {
                    throw new InputException("--d must be a whole number ≥ 1, found " + d);
                });
        Couplings couplings =
                CouplingText.read(beta, sites.map(OptionalInt::of).orElseGet(OptionalInt::empty));
        OperatorBuild built = built(couplings);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ResultFile.toText(built));
        } else {
            print(out, built);
        }
        out.flush();
    }

    private OperatorBuild built(Couplings couplings) {
        try {
            return OperatorBuild.of(
                    couplings,
                    field,
                    detuning,
                    Tree.of(treeText(), couplings.sites()),
                    new Compression(rule(), tolerance, Compression.Variant.STACK),
                    choice("--form", form, forms()));
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    private String treeText() {
        Path file = Path.of(tree);
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : tree;
        } catch (IOException e) {
            throw new InputException("--tree: %s cannot be read: %s".formatted(file, e));
        }
    }

    private Compression.Rule rule() {
        Map<String, Compression.Rule> rules = new LinkedHashMap<>();
        rules.put("local", Compression.Rule.LOCAL_RELATIVE);
        rules.put("frobenius", Compression.Rule.LOCAL_FROBENIUS);
        rules.put("global", Compression.Rule.GLOBAL);
        return choice("--rule", rule, rules);
    }

    private static Map<String, PairHamiltonian.Form> forms() {
        Map<String, PairHamiltonian.Form> forms = new LinkedHashMap<>();
        forms.put("merged", PairHamiltonian.Form.MERGED);
        forms.put("sum", PairHamiltonian.Form.SUM);
        return forms;
    }

    private static <T> T choice(String option, String word, Map<String, T> choices) {
        T chosen = choices.get(word);
        if (chosen == null) {
            throw new InputException(
                    "%s is '%s'%s"
                            .formatted(
                                    option,
                                    word,
                                    Nearest.hint(word, choices.keySet(), choices.keySet())));
        }
        return chosen;
    }

    private static void print(PrintWriter out, OperatorBuild built) {
        Table table = new Table("depth", "nodes", "sites below", "channels k", "rank");
        List<OperatorBuild.Level> levels = built.levels();
        boolean deep = levels.size() > MOST_LEVELS;
        for (OperatorBuild.Level level : levels) {
            int fromEnd = levels.size() - level.depth();
            if (deep && level.depth() == MOST_LEVELS / 2) {
                table.add("…");
            }
            if (!deep || level.depth() < MOST_LEVELS / 2 || fromEnd <= MOST_LEVELS / 2) {
                table.add(
                        String.valueOf(level.depth()),
                        String.valueOf(level.nodes()),
                        String.valueOf(level.sites()),
                        String.valueOf(level.channels()),
                        String.valueOf(level.rank()));
            }
        }
        table.print(out);
        out.println();
        out.println("sites           " + built.sites());
        out.println("maximal rank    " + built.maxRank());
        out.println("numbers stored  " + built.numbers());
        out.println("memory          " + Numbers.bytes(built.bytes()));
        out.println("relative error  " + Numbers.scientific(built.relativeError()));
        out.println(
                "time            %s s, %s of memory at most"
                        .formatted(
                                Numbers.brief(built.seconds(), 3),
                                Numbers.bytes(built.peakBytes())));
    }
}
