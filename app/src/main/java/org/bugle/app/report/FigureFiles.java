package org.bugle.app.report;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.bugle.files.AtomicFile;
import org.bugle.files.FileException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The plots of a report as picture files in a folder.
///
/// @param folder made where it is not there; files of the same names are replaced
public record FigureFiles(Path folder, Format format) {
    /// What a picture is written as.
    public enum Format {
        @JsonProperty("svg")
        SVG,
        @JsonProperty("png")
        PNG
    }

    /// Writes every plot, named after its title: `error over steps` becomes `error-over-steps.svg`;
    /// a second plot of a title gets `-2` behind its name.
    ///
    /// @return the files, in the order of the report
    /// @throws FileException if one cannot be written
    public List<Path> write(Report report) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileException.writing(folder, e);
        }
        Set<String> used = new HashSet<>();
        List<Path> files = new ArrayList<>();
        for (Report.Section section : report.sections()) {
            for (Plot plot : section.plots()) {
                Path file = folder.resolve(name(plot.title(), used) + extension());
                write(file, plot);
                files.add(file);
            }
        }
        return files;
    }

    private void write(Path file, Plot plot) {
        switch (format) {
            case SVG -> AtomicFile.write(file, PlotImage.svg(plot));
            case PNG -> AtomicFile.write(file, out -> out.write(PlotImage.png(plot)));
        }
    }

    private String extension() {
        return switch (format) {
            case SVG -> ".svg";
            case PNG -> ".png";
        };
    }

    private static String name(String title, Set<String> used) {
        String plain =
                Normalizer.normalize(title, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String name = plain.isEmpty() ? "figure" : plain;
        String unique = name;
        for (int k = 2; !used.add(unique); k++) {
            unique = name + "-" + k;
        }
        return unique;
    }
}
