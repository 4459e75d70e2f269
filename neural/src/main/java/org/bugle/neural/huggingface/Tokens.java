package org.bugle.neural.huggingface;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.bugle.files.FileException;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.CsvSamples.ClassColumn;
import org.bugle.neural.data.CsvTable;
import org.bugle.neural.data.Targets;
import org.bugle.neural.data.TokenSequences;
import org.bugle.neural.djl.Offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The tokenizer of a Hugging Face folder, read from its `tokenizer.json` alone.
///
/// It holds native memory until it is closed.
public final class Tokens implements AutoCloseable {
    private static final Set<String> PADDING = Set.of("[PAD]", "<pad>");

    private final HuggingFaceTokenizer tokenizer;
    private final int padding;
    private final int vocabulary;

    private Tokens(HuggingFaceTokenizer tokenizer, int padding, int vocabulary) {
        this.tokenizer = tokenizer;
        this.padding = padding;
        this.vocabulary = vocabulary;
    }

    /// @param tokenizerJson the file
    /// @param longest sequences are cut off to that many tokens, special ones counted
    /// @throws FileException if the file cannot be read or describes no tokenizer
    /// @throws IllegalArgumentException if the length is not positive
    public static Tokens open(Path tokenizerJson, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "Tokens: the longest sequence must be ≥ 1, found " + longest);
        }
        Offline.ensure(); // else the library asks its own site which version is the newest
        try {
            JsonNode json =
                    JsonMapper.builder().build().readTree(Files.readAllBytes(tokenizerJson));
            HuggingFaceTokenizer tokenizer =
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(tokenizerJson)
                            .optPadding(false)
                            .optTruncation(true)
                            .optMaxLength(longest)
                            .build();
            return new Tokens(tokenizer, padding(json), vocabulary(json));
        } catch (JsonProcessingException e) {
            throw new FileException(tokenizerJson, "is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw FileException.reading(tokenizerJson, e);
        } catch (RuntimeException e) {
            throw new FileException(tokenizerJson, "describes no tokenizer: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// Where no token is named for it, 0: filled places are masked.
    private static int padding(JsonNode json) {
        JsonNode named = json.path("padding").path("pad_id");
        if (named.isInt()) {
            return named.asInt();
        }
        for (JsonNode added : json.path("added_tokens")) {
            if (PADDING.contains(added.path("content").asText())) {
                return added.path("id").asInt();
            }
        }
        return 0;
    }

    /// One more than the largest number of a token.
    private static int vocabulary(JsonNode json) {
        JsonNode known = json.path("model").path("vocab");
        int largest = known.isArray() ? known.size() - 1 : -1;
        if (known.isObject()) {
            for (JsonNode id : known) {
                largest = Math.max(largest, id.asInt());
            }
        }
        for (JsonNode added : json.path("added_tokens")) {
            largest = Math.max(largest, added.path("id").asInt());
        }
        return largest + 1;
    }

    /// The token that fills up.
    public int padding() {
        return padding;
    }

    /// How many numbers of tokens there are.
    public int vocabulary() {
        return vocabulary;
    }

    /// With the special tokens that the tokenizer adds.
    public int[] encode(String text) {
        return numbers(tokenizer.encode(text, true, false).getIds());
    }

    /// Two texts, with a special token between them.
    public int[] encode(String text, String other) {
        return numbers(tokenizer.encode(text, other, true, false).getIds());
    }

    private static int[] numbers(long[] ids) {
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    /// The samples of a table ([CsvTable]).
    ///
    /// @param texts one column or two
    /// @param label the column of the targets
    /// @throws FileException if there is no such column, a text is empty of tokens, a class is out
    ///   of range or a value is no number
    /// @throws IllegalArgumentException if there is not one column of texts or two
    public TokenSequences samples(CsvTable table, List<String> texts, String label, Targets kind) {
        if (texts.isEmpty() || texts.size() > 2) {
            throw new IllegalArgumentException(
                    "Tokens: one or two columns of texts are needed, found " + texts);
        }
        List<Integer> columns = texts.stream().map(table::column).toList();
        List<int[]> sequences = new ArrayList<>();
        for (List<String> row : table.rows()) {
            String first = row.get(columns.getFirst());
            int[] tokens =
                    columns.size() == 1 ? encode(first) : encode(first, row.get(columns.getLast()));
            if (tokens.length == 0) {
                throw new FileException(
                        table.file(),
                        "sample %d has no token in column '%s'"
                                .formatted(sequences.size(), texts.getFirst()));
            }
            sequences.add(tokens);
        }
        int target = table.column(label);
        return switch (kind) {
            case Targets.Classes(OptionalInt count) -> {
                ClassColumn classes = ClassColumn.of(table, target, count);
                yield TokenSequences.of(sequences, classes.targets(), classes.count(), padding);
            }
            case Targets.Values _ -> {
                Array values = table.numbers(target).reshape(List.of(sequences.size(), 1));
                yield TokenSequences.of(sequences, values, 1, padding);
            }
        };
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
