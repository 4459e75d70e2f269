package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.Report;
import org.bugle.app.train.Assessment;
import org.bugle.app.train.TrainInput;
import org.bugle.app.train.TrainPlan;
import org.bugle.files.ResultFile;
import org.bugle.neural.training.WeightsFile;
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
import java.util.Optional;

/// `bugle evaluate`: a trained network on its test set or on other data, and under attack.
@Command(
        name = "evaluate",
        description = "Tells how good a trained network is, on its test set or on other data.")
final class Evaluate implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder of a training.")
    private Path dir = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "A YAML file with what stands under data: of a train file.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Replaces a value of the train file, such as evaluate.attacks; may be"
                            + " repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON instead of lines.")
    private boolean json;

    @Override
    public void run() {
        Path file = dir.resolve("run.yaml");
        if (!Files.isRegularFile(file)) {
            throw new InputException(dir + ": holds no training: there is no run.yaml in it");
        }
        Path weightFile = dir.resolve("weights.safetensors");
        if (!Files.isRegularFile(weightFile)) {
            throw new InputException(
                    "%s: the training is not finished; go on with 'bugle resume %s'"
                            .formatted(dir, dir));
        }
        TrainInput input = TrainInput.read(file, data, assignments);
        try (TrainPlan plan = Folders.read(() -> TrainPlan.of(input))) {
            Weights weights = Folders.read(() -> WeightsFile.read(weightFile));
            plan.requireFitting(weights, weightFile);
            tell(Assessment.of(plan, weights));
        }
    }

    private void tell(Assessment assessment) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ResultFile.toText(assessment));
        } else {
            for (Report.Row row : assessment.rows()) {
                out.println("%-11s %s".formatted(row.label(), row.value()));
            }
        }
        out.flush();
    }
}
