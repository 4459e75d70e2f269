package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.FigureFiles;
import org.bugle.app.report.Report;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether and where the plots of a report are written as pictures.
final class FigureOptions {
    @Option(
            names = "--figures",
            paramLabel = "FOLDER",
            description = "Writes every plot as a picture there, named after its title.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "svg|png",
            description = "What pictures are written as; svg unless given.")
    private FigureFiles.Format format = FigureFiles.Format.SVG;

    /// Makes the folder: that it cannot be made is known before long work, not after it.
    void requireFolder() {
        if (folder.isPresent()) {
            try {
                Files.createDirectories(folder.get());
            } catch (IOException e) {
                throw new InputException("--figures: " + folder.get() + " cannot be made a folder");
            }
        }
    }

    /// Writes the pictures if they are asked for, and names the files.
    void write(Report report, PrintWriter out) {
        folder.ifPresent(
                where -> new FigureFiles(where, format).write(report).forEach(out::println));
    }
}
