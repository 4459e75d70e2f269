package org.bugle.app.report;

import java.util.List;

/// What a run's page says; all of it is text and numbers, made readable by [ReportWriter].
///
/// @param title the run's name
/// @param summary what was run and what came out, in the order shown
/// @param notes what a reader must know before trusting the figures
/// @param configuration the run file with its defaults filled in (YAML)
/// @param citations the works to cite, one reference each
public record Report(
        String title,
        List<Row> summary,
        List<Note> notes,
        List<Section> sections,
        String configuration,
        List<String> citations) {

    public Report {
        summary = List.copyOf(summary);
        notes = List.copyOf(notes);
        sections = List.copyOf(sections);
        citations = List.copyOf(citations);
    }

    /// One line of the summary, e.g. `wall time`, `1.9 s`.
    public record Row(String label, String value) {}

    /// A remark on the whole run.
    public record Note(Kind kind, String text) {
        /// How much a note matters.
        public enum Kind {
            NOTE,
            WARNING
        }

        public static Note note(String text) {
            return new Note(Kind.NOTE, text);
        }

        public static Note warning(String text) {
            return new Note(Kind.WARNING, text);
        }
    }

    /// Tables and plots under one heading.
    public record Section(String title, List<Table> tables, List<Plot> plots) {
        public Section {
            tables = List.copyOf(tables);
            plots = List.copyOf(plots);
        }

        /// Plots alone.
        public Section(String title, List<Plot> plots) {
            this(title, List.of(), plots);
        }
    }

    /// Rows of text under the heads of their columns.
    public record Table(List<String> heads, List<List<String>> rows) {
        /// @throws IllegalArgumentException if a row has not a cell for every head
        public Table {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != heads.size()) {
                    throw new IllegalArgumentException(
                            "Table: a row must have %d cells, found %d"
                                    .formatted(heads.size(), row.size()));
                }
            }
        }
    }
}
