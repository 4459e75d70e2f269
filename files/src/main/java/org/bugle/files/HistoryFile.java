package org.bugle.files;

import org.bugle.evolution.Row;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A row a step as CSV, in full double precision.
///
/// Each row is handed to the system at once and as a whole, so that a killed run keeps its rows. A
/// last line without its line break is one whose writing was cut off: it does not count.
public final class HistoryFile implements AutoCloseable {
    private final Path file;
    private final HistoryColumns columns;
    private final FileChannel channel;
    private long written;

    private HistoryFile(Path file, HistoryColumns columns, FileChannel channel, long written) {
        this.file = file;
        this.columns = columns;
        this.channel = channel;
        this.written = written;
    }

    /// An empty history.
    ///
    /// @param ranks how many ranks a row has: 1 for a matrix, one an edge for a tree
    /// @param observed the names of what each row observes
    /// @throws FileException if the file cannot be written
    /// @throws IllegalArgumentException if a name has a comma, a quote or a line break
    public static HistoryFile create(Path file, int ranks, List<String> observed) {
        HistoryColumns columns = HistoryColumns.of(ranks, observed);
        AtomicFile.write(file, columns.header() + "\n");
        return at(file, columns, columns.header().getBytes(StandardCharsets.UTF_8).length + 1L);
    }

    /// The history of a run that goes on after a step: later rows are taken away, so that they are
    /// there once when the run has gone on.
    ///
    /// @param index of the last row to keep
    /// @throws FileException if the file has other columns, or no row of that index, or cannot be
    ///   read or written
    public static HistoryFile resume(Path file, int ranks, List<String> observed, long index) {
        HistoryColumns columns = HistoryColumns.of(ranks, observed);
        try (Lines lines = new Lines(file)) {
            String header = lines.next().orElse("");
            if (!header.equals(columns.header())) {
                throw new FileException(
                        file,
                        "has the columns %s instead of %s".formatted(header, columns.header()));
            }
            Optional<String> line = lines.next();
            while (line.isPresent()) {
                long found = columns.entry(file, lines.number(), line.get()).row().index();
                if (found == index) {
                    return at(file, columns, lines.end());
                }
                line = lines.next();
            }
            throw new FileException(
                    file, "has no row of step %d, where the run is to go on".formatted(index));
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static HistoryFile at(Path file, HistoryColumns columns, long end) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.truncate(end);
            return new HistoryFile(file, columns, channel, end);
        } catch (IOException e) {
            throw FileException.writing(file, e);
        }
    }

    /// The whole history; a row that was cut off is not part of it.
    ///
    /// @throws FileException if the file cannot be read or is no history
    public static History read(Path file) {
        try (Lines lines = new Lines(file)) {
            HistoryColumns columns = HistoryColumns.ofHeader(file, lines.next().orElse(""));
            List<History.Entry> entries = new ArrayList<>();
            Optional<String> line = lines.next();
            while (line.isPresent()) {
                History.Entry entry = columns.entry(file, lines.number(), line.get());
                if (!entries.isEmpty() && entries.getLast().row().index() >= entry.row().index()) {
                    throw new FileException(
                            file,
                            "line %d is of step %d, which does not follow step %d"
                                    .formatted(
                                            lines.number(),
                                            entry.row().index(),
                                            entries.getLast().row().index()));
                }
                entries.add(entry);
                line = lines.next();
            }
            return new History(columns.observed(), entries);
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    /// @param seconds of wall time since the run began
    /// @throws FileException if the row cannot be written; nothing of it is left then
    public void append(Row row, double seconds) {
        byte[] line = (columns.line(row, seconds) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest, written + rest.position());
            }
            written += line.length;
        } catch (IOException e) {
            cutBack();
            throw FileException.writing(
                    file, e, "the rows before step %d are kept".formatted(row.index()));
        }
    }

    /// What cannot be cut back has no line break and does not count.
    private void cutBack() {
        try {
            channel.truncate(written);
        } catch (IOException _) {
            // the failure to write is what the user must hear of
        }
    }

    /// Forces the rows to the disk. A checkpoint comes after this, so that it never knows of steps
    /// that the history lost.
    ///
    /// @throws FileException if the system reports that rows were lost
    public void sync() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw FileException.writing(file, e, "rows may be lost");
        }
    }

    /// @throws FileException if the system reports that rows were lost
    @Override
    public void close() {
        sync();
        try {
            channel.close();
        } catch (IOException e) {
            throw FileException.writing(file, e, "rows may be lost");
        }
    }

    /// The complete lines of a file, and where in the file each ends.
    private static final class Lines implements AutoCloseable {
        private final InputStream in;
        private long end;
        private int number;

        Lines(Path file) throws IOException {
            in = new BufferedInputStream(Files.newInputStream(file));
        }

        /// Empty at the end and at a line that was cut off.
        Optional<String> next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return Optional.empty();
                }
                line.write(c);
            }
            end += line.size() + 1;
            number++;
            return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
        }

        /// Bytes up to and including the last line that was given.
        long end() {
            return end;
        }

        /// Of the last line that was given, from 1.
        int number() {
            return number;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
