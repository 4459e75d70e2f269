package org.bugle.app.run;

import org.bugle.app.config.Differences;
import org.bugle.app.config.YamlSource;
import org.bugle.app.report.Report;
import org.bugle.files.RunFiles;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// What differs between the input files of runs, or of trainings, as a table.
public final class DifferingKeys {
    private DifferingKeys() {}

    /// A row for every key that has not the same value everywhere.
    ///
    /// @param folders by the names that head their columns
    public static Report.Table table(SequencedMap<String, RunFiles> folders) {
        List<String> heads = new ArrayList<>(List.of("key"));
        heads.addAll(folders.sequencedKeySet());
        List<List<String>> rows = new ArrayList<>();
        Differences.of(
                        folders.values().stream()
                                .map(files -> YamlSource.read(files.input()))
                                .toList())
                .forEach((key, values) -> {
                    List<String> row = new ArrayList<>(List.of(key));
                    row.addAll(values);
                    rows.add(row);
                });
        return new Report.Table(heads, rows);
    }
}
