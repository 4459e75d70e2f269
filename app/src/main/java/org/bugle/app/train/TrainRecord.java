package org.bugle.app.train;

import org.bugle.app.citation.Works;
import org.bugle.app.report.Report;
import org.bugle.app.report.ReportSource;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Stamp;
import org.bugle.files.FileException;
import org.bugle.files.ResultFile;
import org.bugle.files.RunFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What the folder of a training tells, finished, stopped or going on. It only reads, and needs
/// neither the data nor an engine.
public final class TrainRecord implements ReportSource {
    private final RunFiles files;

    public TrainRecord(RunFiles files) {
        this.files = files;
    }

    @Override
    public String version() {
        return Stamp.of(files.input(), files.history(), files.result());
    }

    @Override
    public boolean hasEnded() {
        return files.isFinished();
    }

    /// @throws FileException if a file is missing or damaged
    @Override
    public Report report() {
        return hasEnded() ? finished(result()) : unfinished();
    }

    public RunFiles files() {
        return files;
    }

    /// The name of the method in train files.
    String method() {
        return TrainInput.read(files.input(), List.of()).method();
    }

    /// As far as it is there.
    List<TrainRow> history() {
        return Files.exists(files.history()) ? TrainHistory.read(files.history()) : List.of();
    }

    /// Of a finished training.
    ///
    /// @throws FileException if it cannot be read
    public TrainResult result() {
        return ResultFile.read(files.result(), TrainResult.class);
    }

    Report finished(TrainResult result) {
        return TrainReport.of(result, configuration());
    }

    private Report unfinished() {
        TrainInput input = TrainInput.read(files.input(), List.of());
        List<TrainRow> rows = history();
        return new Report(
                "Training by " + input.method(),
                rows.isEmpty() ? List.of() : progress(input, rows.getLast()),
                List.of(
                        Report.Note.note(
                                "This training has not ended. If it was stopped, 'bugle resume %s' goes on with it."
                                        .formatted(files.path()))),
                rows.isEmpty() ? List.of() : new TrainReport(rows).sections(),
                configuration(),
                Works.references(input.method()));
    }

    private static List<Report.Row> progress(TrainInput input, TrainRow last) {
        List<Report.Row> rows = new ArrayList<>();
        rows.add(
                new Report.Row(
                        "progress",
                        "epoch %d of %d, iteration %d"
                                .formatted(last.epoch(), input.file().epochs(), last.iteration())));
        rows.add(new Report.Row("loss", Numbers.brief(last.loss(), 4)));
        rows.add(new Report.Row("parameters", String.valueOf(last.parameters())));
        if (!last.ranks().isEmpty()) {
            rows.add(new Report.Row("ranks", TrainRow.rankText(last)));
        }
        rows.add(new Report.Row("time", Numbers.brief(last.seconds(), 3) + " s"));
        return rows;
    }

    private String configuration() {
        try {
            return Files.readString(files.input());
        } catch (IOException e) {
            throw FileException.reading(files.input(), e);
        }
    }
}
