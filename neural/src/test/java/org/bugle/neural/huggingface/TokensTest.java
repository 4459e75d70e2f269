package org.bugle.neural.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.CsvTable;
import org.bugle.neural.data.Targets;
import org.bugle.neural.data.TokenSequences;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A vocabulary of ten word pieces: [UNK] [CLS] [SEP] [PAD] low rank ##s are good and the dot.
@Tag("djl")
class TokensTest {
    @TempDir Path folder;

    private Tokens open(int longest) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        try (InputStream in = TokensTest.class.getResourceAsStream("tokenizer.json")) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return Tokens.open(file, longest);
    }

    private CsvTable table(String text) throws IOException {
        return CsvTable.read(Files.writeString(folder.resolve("a.tsv"), text));
    }

    @Test
    void textsBecomeTokens() throws IOException {
        try (Tokens tokens = open(20)) {
            assertThat(tokens.vocabulary()).isEqualTo(10);
            assertThat(tokens.padding()).isEqualTo(3);
            assertThat(tokens.encode("Low ranks are GOOD."))
                    .containsExactly(1, 4, 5, 6, 7, 8, 9, 2);
            assertThat(tokens.encode("low", "bad rank")).containsExactly(1, 4, 2, 0, 5, 2);
        }
    }

    @Test
    void longTextsAreCutOffWithTheirSpecialTokens() throws IOException {
        try (Tokens tokens = open(5)) {
            assertThat(tokens.encode("Low ranks are good.")).containsExactly(1, 4, 5, 6, 2);
        }
    }

    @Test
    void batchesAreFilledUpAndMasked() throws IOException {
        try (Tokens tokens = open(20)) {
            CsvTable table = table("text\tlabel\nlow rank\tbad\nranks are good\tgood\n.\tbad\n");
            TokenSequences data =
                    tokens.samples(table, List.of("text"), "label", Targets.classes());
            assertThat(data.size()).isEqualTo(3);
            assertThat(data.outputs()).isEqualTo(2);
            assertThat(data.inputShape()).containsExactly(6);
            Batch batch = data.batch(List.of(2, 0));
            assertThat(batch.inputs().shape()).containsExactly(2, 4);
            assertThat(batch.inputs().toDoubles()).containsExactly(1, 9, 2, 3, 1, 4, 5, 2);
            assertThat(batch.mask().toDoubles()).containsExactly(1, 1, 1, 0, 1, 1, 1, 1);
            assertThat(batch.targets().toDoubles()).containsExactly(0, 0);
            assertThat(data.batch(List.of(1)).targets().toDoubles()).containsExactly(1);
        }
    }

    @Test
    void pairsAndValuesAreRead() throws IOException {
        try (Tokens tokens = open(20)) {
            CsvTable table = table("a\tb\tscore\nlow\trank\t2.5\nlow\tlow\t5\n");
            TokenSequences data =
                    tokens.samples(table, List.of("a", "b"), "score", Targets.values());
            assertThat(data.batch(List.of(0)).inputs().toDoubles()).containsExactly(1, 4, 2, 5, 2);
            assertThat(data.batch(List.of(0, 1)).targets().toDoubles()).containsExactly(2.5, 5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokens.samples(table, List.of(), "b", Targets.values()))
                    .withMessage("Tokens: one or two columns of texts are needed, found []");
            assertThatThrownBy(() -> tokens.samples(table, List.of("c"), "b", Targets.classes()))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage(table.file() + ": has no column 'c' among [a, b, score]");
        }
    }

    @Test
    void whatIsNoTokenizerIsRefused() throws IOException {
        Path file = folder.resolve("t.json");
        assertThatThrownBy(() -> Tokens.open(file, 5))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": no such file or folder");
        Files.writeString(file, "{\"model\": ");
        assertThatThrownBy(() -> Tokens.open(file, 5))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith(file + ": is no JSON: ");
        Files.writeString(file, "{\"model\": {\"type\": \"Pickle\"}}");
        assertThatThrownBy(() -> Tokens.open(file, 5))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith(file + ": describes no tokenizer: ");
    }
}
