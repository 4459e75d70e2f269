package org.bugle.cluster;

import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.bugle.app.sweep.StudyTable;
import org.bugle.app.sweep.StudyTable.Column;
import org.bugle.app.sweep.TableFormat;
import org.bugle.files.AtomicFile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// The results of a study as an Apache Parquet file: a row a case; words as strings, whole numbers
/// as 64-bit integers, others as doubles, each of which may be missing. Not compressed: studies are
/// small, and every reader can do without.
public final class ParquetTable implements TableFormat {
    @Override
    public String ending() {
        return "parquet";
    }

    @Override
    public void write(Path file, StudyTable table) {
        AtomicFile.write(file, out -> write(out, table));
    }

    private static void write(OutputStream out, StudyTable table) throws IOException {
        MessageType schema = schema(table);
        SimpleGroupFactory rows = new SimpleGroupFactory(schema);
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new Stream(out))
                        .withType(schema)
                        .withConf(
                                new PlainParquetConfiguration()) // and no file of Hadoop's is read
                        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .build()) {
            for (int row = 0; row < table.rows(); row++) {
                Group group = rows.newGroup();
                for (Column column : table.columns()) {
                    add(group, column, row);
                }
                writer.write(group);
            }
        }
    }

    private static MessageType schema(StudyTable table) {
        return new MessageType("study", table.columns().stream().map(ParquetTable::type).toList());
    }

    private static Type type(Column column) {
        return switch (column) {
            case StudyTable.Text _ ->
                    Types.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
            case StudyTable.Whole _ -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case StudyTable.Real _ -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
        };
    }

    private static void add(Group group, Column column, int row) {
        switch (column) {
            case StudyTable.Text text ->
                    text.values().get(row).ifPresent(value -> group.add(text.name(), value));
            case StudyTable.Whole whole ->
                    whole.values().get(row).ifPresent(value -> group.add(whole.name(), value));
            case StudyTable.Real real ->
                    real.values().get(row).ifPresent(value -> group.add(real.name(), value));
        }
    }

    /// A stream as Parquet takes it.
    private record Stream(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    /// Knows how many bytes it has written.
    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] values, int offset, int length) throws IOException {
            out.write(values, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
