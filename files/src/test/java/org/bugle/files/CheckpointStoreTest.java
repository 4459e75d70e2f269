package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.evolution.Checkpoint;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class CheckpointStoreTest {
    @TempDir Path folder;

    private CheckpointStore<LowRankMatrix> store;

    @BeforeEach
    void open() {
        store = new CheckpointStore<>(folder, "5f3a", StateFormat.matrix());
    }

    static Stream<LowRankMatrix> states() {
        return Stream.of(
                Cases.realState(7, 5, 3),
                Cases.complexState(7, 5, 3),
                Cases.realState(4, 9, 0),
                Cases.complexState(1, 1, 1),
                Cases.realState(9000, 3, 2)); // more than a block
    }

    private static Checkpoint<LowRankMatrix> at(long index, LowRankMatrix state) {
        return new Checkpoint<>(
                index,
                Math.nextUp(0.1) * index,
                Math.ulp(0.1),
                index / 2,
                1 / 3.0,
                state,
                Long.MIN_VALUE,
                1L << 40,
                3);
    }

    private static Checkpoint<LowRankMatrix> at(long index) {
        return at(index, Cases.realState(4, 3, 2));
    }

    private Path file(long index) {
        return folder.resolve("%012d.checkpoint".formatted(index));
    }

    @ParameterizedTest
    @MethodSource("states")
    void readingGivesTheSameBits(LowRankMatrix state) {
        Checkpoint<LowRankMatrix> written = at(50, state);
        store.save(written);
        CheckpointStore.Latest<LowRankMatrix> read = store.latest();
        assertThat(read.warnings()).isEmpty();
        assertThat(read.checkpoint())
                .usingRecursiveComparison()
                .ignoringFields("state")
                .isEqualTo(written);
        assertThat(Cases.sameBits(read.checkpoint().state(), state)).isTrue();
    }

    @Test
    void aStepThatIsNoNumberIsKept() {
        store.save(new Checkpoint<>(0, 0, Double.NaN, 0, 0, Cases.realState(2, 2, 1), 0, 0, 0));
        assertThat(store.latest().checkpoint().nextStep()).isNaN();
    }

    @Test // as docs/file-formats.md says
    void theLayoutIsAsDocumented() throws Exception {
        store.save(at(1, Cases.realState(4, 3, 2)));
        byte[] bytes = Files.readAllBytes(file(1));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        in.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("BUGLECKP");
        assertThat(in.getInt()).isEqualTo(1);
        byte[] header = new byte[in.getInt()];
        in.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"configuration\":\"5f3a\",\"index\":1,\"time\":0.10000000000000002,"
                                + "\"nextStep\":1.3877787807814457E-17,\"legIndex\":0,"
                                + "\"legTime\":0.3333333333333333,"
                                + "\"seed\":-9223372036854775808,"
                                + "\"evaluations\":1099511627776,\"rejected\":3,\"arrays\":["
                                + "{\"name\":\"U\",\"rows\":4,\"columns\":2,\"complex\":false},"
                                + "{\"name\":\"S\",\"rows\":2,\"columns\":2,\"complex\":false},"
                                + "{\"name\":\"V\",\"rows\":3,\"columns\":2,\"complex\":false}]}");
        for (double entry : Cases.real(4, 2).toArray()) {
            assertThat(in.getDouble()).isEqualTo(entry);
        }
        int body = bytes.length - 32;
        assertThat(in.position()).isEqualTo(body - (4 + 6) * 8);
        assertThat(Arrays.copyOfRange(bytes, body, bytes.length))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, body)));
    }

    @Test
    void aTreeHasItsBitsToo() throws IOException {
        for (boolean complex : new boolean[] {false, true}) {
            TreeTensor state = Cases.treeState("((3 (0 5)) (4 1) 2)", complex);
            CheckpointStore<TreeTensor> trees =
                    new CheckpointStore<>(folder, "5f3a", StateFormat.tree());
            trees.save(new Checkpoint<>(2, 0.5, 0.25, 0, 0, state, 7, 8, 9));
            Checkpoint<TreeTensor> read = trees.latest().checkpoint();
            assertThat(Cases.sameBits(read.state(), state)).isTrue();
            assertThat(read.index()).isEqualTo(2);
            byte[] bytes = Files.readAllBytes(file(2));
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .contains(
                            "\"tree\":\"((3 (0 5)) (4 1) 2)\",\"arrays\":"
                                    + "[{\"name\":\"node 0\",\"rows\":");
        }
    }

    @Test
    void twoGenerationsAreKept() {
        List.of(50L, 100L, 150L).forEach(index -> store.save(at(index)));
        assertThat(folder).isDirectoryNotContaining("glob:**/000000000050.checkpoint");
        assertThat(folder.toFile().list()).hasSize(2);
        store.save(at(150)); // once more, as an interrupted run does
        assertThat(folder.toFile().list()).hasSize(2);
        assertThat(store.latest().checkpoint().index()).isEqualTo(150);
    }

    @Test
    void aDamagedCheckpointLeadsToTheOneBefore() throws IOException {
        store.save(at(50));
        store.save(at(100));
        Files.write(file(100), new byte[3]);
        CheckpointStore.Latest<LowRankMatrix> read = store.latest();
        assertThat(read.checkpoint().index()).isEqualTo(50);
        assertThat(read.warnings())
                .containsExactly(
                        file(100)
                                + ": is no checkpoint of Bugle; going on from"
                                + " 000000000050.checkpoint");
        store.save(at(75)); // the damaged file of a later step goes, the sound one stays
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        file(50).toFile().getName(), file(75).toFile().getName());
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        store.save(at(50));
        byte[] whole = Files.readAllBytes(file(50));
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void everyWrongBitIsSeen() throws IOException {
        store.save(at(50, Cases.complexState(20, 30, 4)));
        byte[] whole = Files.readAllBytes(file(50));
        for (int i = 0; i < whole.length; i += i < 400 ? 1 : 97) {
            byte[] wrong = whole.clone();
            wrong[i] ^= (byte) (1 << i % 8);
            assertRefused(wrong);
        }
    }

    private void assertRefused(byte[] content) throws IOException {
        Files.write(file(50), content);
        assertThatThrownBy(() -> store.latest())
                .isExactlyInstanceOf(FileException.class)
                .hasMessageMatching(
                        "\\Q%s: no checkpoint is intact: %s\\E: (is no checkpoint of Bugle|is damaged: it does not have the checksum it ends with|has format -?\\d+, this version of Bugle reads format 1)"
                                .formatted(folder, file(50)));
    }

    @Test
    void anotherInputIsRefused() {
        store.save(at(50));
        assertThatThrownBy(
                        () -> new CheckpointStore<>(folder, "0000", StateFormat.matrix()).latest())
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(
                        file(50)
                                + ": belongs to another input; a run goes on only with the input it"
                                + " began with");
    }

    @Test
    void anEmptyFolderHoldsNone() {
        assertThatThrownBy(() -> store.latest())
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(folder + ": holds no checkpoint");
    }
}
