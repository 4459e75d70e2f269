package org.bugle.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the header of a [Safetensors] file says, checked: 8 bytes with its length, then JSON.
///
/// @param metadata texts by name
/// @param entries the tensors in the header's order
record SafetensorsHeader(Map<String, String> metadata, Map<String, Safetensors.Entry> entries) {
    static final String METADATA = "__metadata__";

    /// Bytes before the JSON, which tell its length.
    static final int PREFIX = Long.BYTES;

    /// The format's own bound on the length of the JSON.
    private static final long LONGEST = 100_000_000;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// @throws FileException if the header or the length of the file is not as it must be
    static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < PREFIX) {
            throw new FileException(
                    file, "is no safetensors file: it has %d bytes".formatted(size));
        }
        long length = LittleEndian.over(bytes(channel, 0, PREFIX)).getLong();
        if (length < 2 || length > LONGEST) {
            throw new FileException(
                    file,
                    "is no safetensors file: its header would have %s bytes"
                            .formatted(Long.toUnsignedString(length)));
        }
        if (length > size - PREFIX) {
            throw new FileException(
                    file,
                    "is cut off within its header: %d bytes are announced, %d are there"
                            .formatted(length, size - PREFIX));
        }
        JsonNode json = parse(file, bytes(channel, PREFIX, Math.toIntExact(length)));
        return new Reading(file, PREFIX + length, size).header(json);
    }

    private static byte[] bytes(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        Safetensors.fill(channel, buffer, position);
        return buffer.array();
    }

    private static JsonNode parse(Path file, byte[] header) throws IOException {
        try {
            JsonNode json = JSON.readTree(header);
            if (!json.isObject()) {
                throw new FileException(file, "has a header that is no JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw FileException.of(
                    file, "has a header that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// One file in the course of being read.
    ///
    /// @param data where the numbers begin
    private record Reading(Path file, long data, long size) {

        SafetensorsHeader header(JsonNode json) {
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
            json.forEachEntry((name, node) -> {
                if (name.equals(METADATA)) {
                    node.forEachEntry((key, value) -> metadata.put(key, value.asText()));
                } else {
                    entries.put(name, entry(name, node));
                }
            });
            requireSeamless(entries);
            return new SafetensorsHeader(metadata, entries);
        }

        private Safetensors.Entry entry(String name, JsonNode node) {
            SafetensorsType type = type(name, node.path("dtype"));
            List<Long> shape = wholeNumbers(name, "shape", node.path("shape"));
            List<Long> offsets = wholeNumbers(name, "data_offsets", node.path("data_offsets"));
            if (offsets.size() != 2 || offsets.getFirst() > offsets.getLast()) {
                throw wrong(name, "data_offsets are %s instead of [begin, end]".formatted(offsets));
            }
            if (offsets.getLast() > size - data) {
                throw wrong(
                        name,
                        "data_offsets %s exceed the %d bytes of data"
                                .formatted(offsets, size - data));
            }
            long found = offsets.getLast() - offsets.getFirst();
            if (bytes(type, shape) != found) {
                throw wrong(
                        name,
                        "shape %s of %s does not fill %d bytes".formatted(shape, type, found));
            }
            return new Safetensors.Entry(
                    type,
                    shape.stream().map(Long::intValue).toList(),
                    data + offsets.getFirst(),
                    data + offsets.getLast());
        }

        private SafetensorsType type(String name, JsonNode node) {
            return Arrays.stream(SafetensorsType.values())
                    .filter(t -> t.name().equals(node.asText()))
                    .findFirst()
                    .orElseThrow(() -> {
                        String known =
                                Arrays.stream(SafetensorsType.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "));
                        return wrong(
                                name,
                                "dtype is '%s'; Bugle reads %s".formatted(node.asText(), known));
                    });
        }

        private List<Long> wholeNumbers(String name, String key, JsonNode node) {
            List<Long> numbers = new ArrayList<>();
            for (JsonNode number : node) {
                if (!number.canConvertToLong()
                        || !number.isIntegralNumber()
                        || number.asLong() < 0) {
                    throw wrong(name, "%s holds %s".formatted(key, number));
                }
                numbers.add(number.asLong());
            }
            if (!node.isArray()) {
                throw wrong(name, key + " is no list");
            }
            return List.copyOf(numbers);
        }

        /// −1 for more than any file has, or an axis longer than an `int`.
        private static long bytes(SafetensorsType type, List<Long> shape) {
            try {
                long product = type.bytes();
                for (long length : shape) {
                    product = Math.multiplyExact(product, Math.toIntExact(length));
                }
                return product;
            } catch (ArithmeticException _) {
                return -1;
            }
        }

        /// Every byte of the data belongs to one tensor: what overlaps or lies between could hide
        /// something.
        private void requireSeamless(Map<String, Safetensors.Entry> entries) {
            long end = data;
            List<Map.Entry<String, Safetensors.Entry>> byPlace =
                    entries.entrySet().stream()
                            .sorted(
                                    Comparator.comparingLong(
                                                    (Map.Entry<String, Safetensors.Entry> e) ->
                                                            e.getValue().begin())
                                            .thenComparingLong(e -> e.getValue().end()))
                            .toList();
            for (Map.Entry<String, Safetensors.Entry> next : byPlace) {
                long begin = next.getValue().begin();
                if (begin != end) {
                    throw wrong(
                            next.getKey(),
                            "data begins at byte %d, the data before it %s at %d"
                                    .formatted(
                                            begin - data,
                                            begin < end ? "ends only" : "ends already",
                                            end - data));
                }
                end = next.getValue().end();
            }
            if (end != size) {
                throw new FileException(
                        file,
                        "has %d bytes of data, its tensors fill %d"
                                .formatted(size - data, end - data));
            }
        }

        private FileException wrong(String name, String sentence) {
            return new FileException(file, "tensor '%s': %s".formatted(name, sentence));
        }
    }
}
