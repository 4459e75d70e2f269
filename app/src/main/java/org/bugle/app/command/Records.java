package org.bugle.app.command;

import org.bugle.app.config.YamlSource;
import org.bugle.app.report.ReportSource;
import org.bugle.app.run.RunRecord;
import org.bugle.app.train.TrainInput;
import org.bugle.app.train.TrainRecord;
import org.bugle.files.RunFiles;

import java.nio.file.Path;
import java.util.List;

/// Run folders to look at.
final class Records {
    private Records() {}

    /// @param plugins in place of those that the run file names, unless empty
    /// @throws org.bugle.app.config.InputException if the folder holds no run, or its run file is
    ///   wrong
    static ReportSource open(Path dir, List<Path> plugins) {
        RunFiles files = Folders.read(() -> RunFiles.of(dir));
        return TrainInput.isMeant(YamlSource.read(files.input()))
                ? new TrainRecord(files)
                : RunRecord.of(files, plugins);
    }
}
