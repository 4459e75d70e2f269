package org.bugle.app.sweep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;

import org.bugle.app.config.InputException;
import org.bugle.files.FileException;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Comma-separated values as RFC 4180 has them: what holds commas or quotes stands in double
/// quotes.
final class Csv {
    private static final CsvMapper MAPPER =
            CsvMapper.builder()
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .enable(CsvParser.Feature.TRIM_SPACES)
                    .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                    .build();

    /// What some programs write before the first line.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Csv() {}

    /// The cells of all lines that are not empty.
    ///
    /// @throws InputException if the file is no text or a quote has no end
    /// @throws FileException if the file cannot be read
    static List<List<String>> read(Path file) {
        try {
            String text = Files.readString(file);
            String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            try (var rows = MAPPER.readerForListOf(String.class).<List<String>>readValues(plain)) {
                return rows.readAll();
            }
        } catch (MalformedInputException e) {
            throw new InputException(file + " is not a text file in UTF-8");
        } catch (JacksonException e) {
            throw new InputException(
                    "%s:%d: is no CSV; a quote may lack its end"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    /// The text of a file with these lines.
    static String write(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (var lines = MAPPER.writer().writeValues(text)) {
            for (List<String> row : rows) {
                lines.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
