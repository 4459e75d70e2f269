package org.bugle.app.train;

import org.bugle.app.report.Report;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.run.Machine;
import org.bugle.app.run.Version;
import org.bugle.files.AtomicFile;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFolder;
import org.bugle.files.SafetensorsType;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.training.WeightsFile;
import org.bugle.neural.weight.Weights;

import java.nio.file.Files;
import java.util.List;

/// A finished training: what its folder says of it at the end.
public final class TrainOutcome {
    private final Weights weights;
    private final TrainResult result;

    private TrainOutcome(Weights weights, TrainResult result) {
        this.weights = weights;
        this.result = result;
    }

    /// Measures what the network can do: the weights of the end or, with patience, the best ones.
    public static TrainOutcome of(TrainPlan plan, RunFolder folder, TrainingState end) {
        Weights weights =
                Files.exists(folder.best())
                        ? WeightsFile.read(folder.best())
                        : plan.method().finished(end);
        List<TrainRow> history = TrainHistory.read(folder.history());
        TrainResult result =
                new TrainResult(
                        plan.material().name(),
                        plan.modelName(),
                        plan.input().method(),
                        history.getLast().epoch(),
                        end.iteration(),
                        history.getLast().backwardPasses(),
                        end.iteration() < plan.training().iterations(),
                        history.getLast().loss(),
                        Assessment.of(plan, weights),
                        history.getLast().seconds(),
                        plan.engine().description(),
                        Version.current(),
                        plan.input().file().seed(),
                        history,
                        plan.header());
        return new TrainOutcome(weights, result);
    }

    public TrainResult result() {
        return result;
    }

    /// What came out, in words.
    public List<Report.Row> rows() {
        return result.rows();
    }

    /// What a reader must know before trusting the figures.
    public List<String> warnings() {
        return result.warnings();
    }

    /// Writes the train file with its defaults, before the training.
    public static void writeInput(TrainPlan plan, RunFolder folder) {
        AtomicFile.write(
                folder.input(),
                "# bugle %s on %s\n".formatted(Version.current(), Machine.inWords())
                        + plan.input().yaml());
    }

    /// Writes weights, report and, last, the result, which makes the folder that of a finished run.
    /// The report is made as `bugle report` makes it again.
    public void write(RunFolder folder) {
        WeightsFile.write(folder.weights(), weights, SafetensorsType.F64);
        Report report = new TrainRecord(folder.look()).finished(result);
        AtomicFile.write(folder.report(), new ReportWriter().write(report));
        ResultFile.write(folder.result(), result);
    }
}
