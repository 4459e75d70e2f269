package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.files.FieldTable;
import org.bugle.files.NpzFile;
import org.bugle.files.Solution;
import org.bugle.files.SolutionArrays;
import org.bugle.files.SolutionFile;
import org.bugle.files.StoredValue;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// `bugle export`: the solution of a run for NumPy, or one of its fields as a table.
@Command(
        name = "export",
        description = {
            "Writes the solution of a run as NumPy's arrays (FILE.npz), or a field as a table",
            "(FILE.csv). MATLAB, Octave and h5py read solution.h5 itself."
        })
final class Export implements Runnable {
    /// More entries are written only if they are asked for twice.
    private static final double MANY = 1e7;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The folder of a run, or its solution.h5.")
    private Path dir = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Ends in .npz or .csv; solution.npz beside solution.h5 unless given.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--dense",
            description = "Writes all entries of the solution as well, under the name Y.")
    private boolean dense;

    @Option(
            names = "--field",
            paramLabel = "NAME",
            description = "The field of a table; the only one unless given.")
    private Optional<String> field = Optional.empty();

    @Option(
            names = "--force",
            description = "Replaces a file that exists, and writes more than 10 million entries.")
    private boolean force;

    @Override
    public void run() {
        Path source = source();
        Path target = file.orElseGet(() -> source.resolveSibling("solution.npz"));
        if (!force && Files.exists(target)) {
            throw new InputException(
                    "%s exists already; name another file, or --force".formatted(target));
        }
        String name = target.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz")) {
            writeArrays(source, target);
        } else if (name.endsWith(".csv")) {
            writeTable(target, solution(source));
        } else {
            throw new InputException(
                    "%s must end in .npz or .csv; MATLAB and Octave read %s itself"
                            .formatted(target, source));
        }
    }

    private Path source() {
        Path source = Files.isDirectory(dir) ? dir.resolve("solution.h5") : dir;
        if (!Files.isRegularFile(source)) {
            throw new InputException(
                    Files.isRegularFile(dir.resolve("run.yaml"))
                            ? "%s holds no finished run; go on with 'bugle resume %s'"
                                    .formatted(dir, dir)
                            : dir + " holds no run, nor is it the solution.h5 of one");
        }
        return source;
    }

    private void writeArrays(Path source, Path target) {
        if (field.isPresent()) {
            throw new InputException("--field is for tables; an .npz file has all fields");
        }
        if (dense && !force) {
            requireFew(SolutionArrays.entries(solution(source)));
        }
        SequencedMap<String, StoredValue> arrays;
        try {
            arrays = Folders.read(() -> SolutionArrays.of(source, dense));
        } catch (IllegalArgumentException e) {
            throw new InputException("--dense: " + e.getMessage());
        }
        NpzFile.write(target, arrays);
        tell("%s: %d arrays".formatted(target, arrays.size()));
    }

    private static void requireFew(double entries) {
        if (entries > MANY) {
            throw new InputException(
                    "--dense would write %.3g entries, more than %.0e; --force does it"
                            .formatted(entries, MANY));
        }
    }

    private static Solution<?> solution(Path source) {
        return Folders.read(() -> SolutionFile.read(source, SolutionFile.format(source)));
    }

    private void writeTable(Path target, Solution<?> solution) {
        if (dense) {
            throw new InputException("--dense is for .npz files; a table has one field");
        }
        List<Solution.Field> all = solution.fields();
        List<String> names = all.stream().map(Solution.Field::name).toList();
        List<Solution.Field> chosen =
                all.stream()
                        .filter(each -> field.isEmpty() || each.name().equals(field.get()))
                        .toList();
        if (chosen.size() != 1) {
            throw new InputException(
                    names.isEmpty()
                            ? "the solution has no fields"
                            : "--field must be one of %s%s"
                                    .formatted(
                                            String.join(", ", names),
                                            field.map(found -> ", found " + found).orElse("")));
        }
        Solution.Field one = chosen.getFirst();
        FieldTable.write(target, solution.axes().get(one.axis()), one);
        tell("%s: %s at %d points".formatted(target, one.name(), one.values().rows()));
    }

    private void tell(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
