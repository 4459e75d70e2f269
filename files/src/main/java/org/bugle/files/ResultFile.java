package org.bugle.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Records as JSON: keys are the names of the components, in their order. What is absent, NaN or
/// infinite is `null`, for JSON knows no such numbers; a `null` is read as NaN.
public final class ResultFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(numbers())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private ResultFile() {}

    /// @param result a tree of records, numbers, texts, lists, maps and optionals
    /// @throws FileException if the file cannot be written; nothing of it is left then
    public static void write(Path file, Record result) {
        AtomicFile.write(file, toText(result) + "\n");
    }

    /// What [#write] writes.
    public static String toText(Record result) {
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "ResultFile: %s is no tree of records".formatted(result.getClass()), e);
        }
    }

    /// What [#toText] made of a record.
    ///
    /// @throws IllegalArgumentException if the text does not hold such a record
    public static <T extends Record> T fromText(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("ResultFile: the text is no " + type, e);
        }
    }

    /// @throws FileException if the file cannot be read or does not hold such a record
    public static <T extends Record> T read(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(Files.readString(file), type);
        } catch (JacksonException e) {
            throw FileException.of(
                    file,
                    "is damaged or no %s of Bugle, at line %d"
                            .formatted(
                                    file.getFileName(),
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    private static SimpleModule numbers() {
        return new SimpleModule()
                .addSerializer(Double.class, new FiniteOrNull())
                .addSerializer(double.class, new FiniteOrNull())
                .addDeserializer(Double.class, new NullAsNan())
                .addDeserializer(double.class, new NullAsNan());
    }

    private static final class FiniteOrNull extends StdScalarSerializer<Double> {
        private static final long serialVersionUID = 1;

        FiniteOrNull() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class NullAsNan extends StdScalarDeserializer<Double> {
        private static final long serialVersionUID = 1;

        NullAsNan() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            return json.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
