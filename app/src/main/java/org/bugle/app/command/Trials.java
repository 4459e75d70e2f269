package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.run.Interruption;
import org.bugle.app.train.TrainInput;
import org.bugle.app.train.TrainPlan;
import org.bugle.app.train.TrainResult;
import org.bugle.app.train.TrainTable;
import org.bugle.files.AtomicFile;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bugle trials`: several trainings with several seeds, and their means in a table. What was
/// finished in the folder before is not trained again; what was begun goes on.
@Command(
        name = "trials",
        description =
                "Trains several files with several seeds each, and makes a table of the means.")
final class Trials implements Callable<Integer> {
    @ParentCommand private Bugle bugle = new Bugle(new Interruption());
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DisplayOptions options = new DisplayOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The train files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Seeds of every file; its own unless given.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of all train files; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of all run folders, DIR/FILE-SEED.")
    private Path out = Path.of("");

    @Option(names = "--table", paramLabel = "FILE", description = "Where to write the table, too.")
    private Optional<Path> table = Optional.empty();

    @Override
    public Integer call() {
        Map<String, List<TrainResult>> results = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            for (TrainInput input : inputs(file)) {
                Path folder = out.resolve(name + "-" + input.file().seed());
                if (!Files.exists(folder.resolve("result.json"))) {
                    int code = train(input, folder);
                    if (code != ExitCode.DONE) {
                        return code;
                    }
                }
                results.computeIfAbsent(name, _ -> new ArrayList<>()).add(finished(input, folder));
            }
        }
        String text = new TrainTable(results).markdown();
        table.ifPresent(target -> AtomicFile.write(target, text));
        PrintWriter writer = spec.commandLine().getOut();
        writer.print(text);
        writer.flush();
        return ExitCode.DONE;
    }

    private List<TrainInput> inputs(Path file) {
        if (seeds.isEmpty()) {
            return List.of(TrainInput.read(file, assignments));
        }
        return seeds.stream()
                .map(seed -> {
                    List<String> all = new ArrayList<>(assignments);
                    all.add("seed=" + seed);
                    return TrainInput.read(file, all);
                })
                .toList();
    }

    private int train(TrainInput input, Path path) {
        boolean begun = Files.exists(path.resolve("checkpoint")) && hasFiles(path);
        try (TrainPlan plan = Folders.read(() -> TrainPlan.of(input));
                RunFolder folder =
                        begun
                                ? Folders.read(() -> RunFolder.open(path))
                                : Folders.create(Optional.of(path), plan.folderName(), true)) {
            TrainConduct conduct =
                    new TrainConduct(spec, options, new WatchOptions(), bugle, plan, folder);
            return begun ? conduct.resume() : conduct.start();
        }
    }

    private static boolean hasFiles(Path path) {
        String[] names = path.resolve("checkpoint").toFile().list();
        return names != null && names.length > 0;
    }

    /// The folder may hold the training of a file that was changed since.
    private static TrainResult finished(TrainInput input, Path folder) {
        TrainInput then = TrainInput.read(folder.resolve("run.yaml"), List.of());
        if (!then.yaml().equals(input.yaml())) {
            throw new InputException(
                    folder + ": holds a training of another train file; choose another --out");
        }
        return Folders.read(
                () -> ResultFile.read(folder.resolve("result.json"), TrainResult.class));
    }
}
