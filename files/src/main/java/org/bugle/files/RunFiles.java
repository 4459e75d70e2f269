package org.bugle.files;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of a run lie in its folder; to look at a run, whoever works in it. See
/// [RunFolder].
public record RunFiles(Path path) {
    /// The folder of a run or of a training.
    ///
    /// @throws FileException if the folder holds no run
    public static RunFiles of(Path path) {
        RunFiles files = new RunFiles(path);
        if (!Files.isDirectory(path)) {
            throw new FileException(path, "no such folder");
        }
        if (!Files.isRegularFile(files.input())) {
            throw new FileException(path, "holds no run: there is no run.yaml in it");
        }
        return files;
    }

    /// Whether the run in this folder came to its end.
    public boolean isFinished() {
        return Files.exists(result());
    }

    /// The exact input, with defaults filled in.
    public Path input() {
        return path.resolve("run.yaml");
    }

    /// A row a step, see [HistoryFile].
    public Path history() {
        return path.resolve("history.csv");
    }

    /// Factors, grids and fields, see [SolutionFile].
    public Path solution() {
        return path.resolve("solution.h5");
    }

    /// What a training ends with.
    public Path weights() {
        return path.resolve("weights.safetensors");
    }

    /// The weights of a training's smallest test loss.
    public Path best() {
        return path.resolve("best.safetensors");
    }

    /// The summary, see [ResultFile]; only a finished run has it.
    public Path result() {
        return path.resolve("result.json");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path log() {
        return path.resolve("run.log");
    }

    /// The folder of [CheckpointStore].
    public Path checkpoints() {
        return path.resolve("checkpoint");
    }

    /// The folder of [SnapshotFolder].
    public Path snapshots() {
        return path.resolve("snapshots");
    }
}
