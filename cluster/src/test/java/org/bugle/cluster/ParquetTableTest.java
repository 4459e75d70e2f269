package org.bugle.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.bugle.app.sweep.StudyTable;
import org.bugle.app.sweep.TableFormat;
import org.bugle.files.FileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

class ParquetTableTest {
    private static final StudyTable TABLE =
            new StudyTable(
                    List.of(
                            new StudyTable.Whole("case", List.of(Optional.of(1L), Optional.of(2L))),
                            new StudyTable.Text(
                                    "integrator",
                                    List.of(Optional.of("gap"), Optional.of("größer"))),
                            new StudyTable.Real(
                                    "error.relative",
                                    List.of(Optional.of(Math.PI * 1e-300), Optional.empty()))));

    @TempDir Path folder;

    @Test
    void isReadBackAsItWasWithTypesAndGaps() throws IOException {
        Path file = folder.resolve("study.parquet");
        new ParquetTable().write(file, TABLE);
        List<Group> rows = read(file);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().getLong("case", 0)).isEqualTo(1);
        assertThat(rows.getLast().getString("integrator", 0)).isEqualTo("größer");
        assertThat(rows.getFirst().getDouble("error.relative", 0)).isEqualTo(Math.PI * 1e-300);
        assertThat(rows.getLast().getFieldRepetitionCount("error.relative")).isZero();
        assertThat(schema(file).replaceAll("\\s+", " "))
                .isEqualTo(
                        "message study { optional int64 case; optional binary integrator (STRING);"
                                + " optional double error.relative; } ");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anOlderFileIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("study.parquet"), "older");
        StudyTable empty = new StudyTable(List.of(new StudyTable.Whole("case", List.of())));
        new ParquetTable().write(file, empty);
        assertThat(read(file)).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsOneSentence() {
        Path file = folder.resolve("nowhere/study.parquet");
        assertThatThrownBy(() -> new ParquetTable().write(file, TABLE))
                .isInstanceOf(FileException.class)
                .hasMessage(file + ": no such file or folder; nothing was written");
    }

    @Test
    void isFound() {
        assertThat(ServiceLoader.load(TableFormat.class))
                .hasAtLeastOneElementOfType(ParquetTable.class);
        assertThat(new ParquetTable().ending()).isEqualTo("parquet");
    }

    private static String schema(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFileMetaData().getSchema().toString();
        }
    }

    private static List<Group> read(Path file) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new Groups(new LocalInputFile(file)).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static final class Groups extends ParquetReader.Builder<Group> {
        Groups(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
