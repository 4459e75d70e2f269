package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.RunFolder.Existing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;

class RunFolderTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 4, 5, 6, 7);

    @TempDir Path parent;

    @Test
    void theDefaultFolderIsNamedAfterTheProblemAndTheTime() {
        Path runs = parent.resolve("runs");
        try (RunFolder first = RunFolder.create(runs, "radiation/plane-source", NOW);
                RunFolder second = RunFolder.create(runs, "radiation/plane-source", NOW)) {
            assertThat(first.path())
                    .isEqualTo(runs.resolve("radiation-plane-source-20260304-050607"));
            assertThat(second.path())
                    .isEqualTo(runs.resolve("radiation-plane-source-20260304-050607-2"));
            assertThat(first.snapshots()).isDirectory();
            assertThat(first.checkpoints()).isDirectory();
        }
    }

    @Test
    void aFinishedRunIsReplacedOnRequestOnly() throws IOException {
        Path path = parent.resolve("run");
        try (RunFolder folder = RunFolder.create(path, Existing.REFUSE)) {
            Files.writeString(folder.input(), "");
            Files.writeString(folder.result(), "{}");
            Files.writeString(folder.checkpoints().resolve("5"), "");
            Files.writeString(path.resolve("notes.txt"), "mine");
        }
        assertThatThrownBy(() -> RunFolder.create(path, Existing.REFUSE))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(
                        path
                                + ": holds a finished run; choose another folder, or replace it"
                                + " with --force");
        assertThat(path.resolve("result.json")).exists();
        try (RunFolder folder = RunFolder.create(path, Existing.REPLACE)) {
            assertThat(folder.isFinished()).isFalse();
            assertThat(folder.input()).doesNotExist();
            assertThat(folder.checkpoints()).isEmptyDirectory();
            assertThat(path.resolve("notes.txt")).hasContent("mine");
        }
    }

    @Test
    void anUnfinishedRunIsReplacedOnRequestOnly() throws IOException {
        Path path = parent.resolve("run");
        try (RunFolder folder = RunFolder.create(path, Existing.REFUSE)) {
            Files.writeString(folder.input(), "");
        }
        assertThatThrownBy(() -> RunFolder.create(path, Existing.REFUSE))
                .hasMessage(
                        "%s: holds an unfinished run; go on with 'bugle resume %s', or replace it with --force"
                                .formatted(path, path));
        RunFolder.create(path, Existing.REPLACE).close();
    }

    @Test
    void aRunThatGoesOnBeyondItsEndIsNotFinished() throws IOException {
        try (RunFolder folder = RunFolder.create(parent.resolve("run"), Existing.REFUSE)) {
            Files.writeString(folder.result(), "{}");
            folder.reopen();
            assertThat(folder.isFinished()).isFalse();
        }
    }

    @Test
    void onlyAFolderWithARunCanBeOpened() {
        assertThatThrownBy(() -> RunFolder.open(parent))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(parent + ": holds no run: there is no run.yaml in it");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(parent.resolve("run"), "");
        assertThatThrownBy(() -> RunFolder.create(file, Existing.REPLACE))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": is a file, but a run needs a folder");
    }

    @Test
    void openingTakesAwayWhatAKilledProcessLeft() throws IOException {
        Path path = parent.resolve("run");
        try (RunFolder folder = RunFolder.create(path, Existing.REFUSE)) {
            Files.writeString(folder.input(), "");
            Files.writeString(path.resolve(".solution.h5.12-1.tmp"), "half");
            Files.writeString(folder.checkpoints().resolve(".5.12-1.tmp"), "half");
        }
        try (RunFolder folder = RunFolder.open(path)) {
            assertThat(path.resolve(".solution.h5.12-1.tmp")).doesNotExist();
            assertThat(folder.checkpoints()).isEmptyDirectory();
        }
    }

    @Test
    void oneProcessHoldsAFolderOnce() throws IOException {
        Path path = parent.resolve("run");
        try (RunFolder folder = RunFolder.create(path, Existing.REFUSE)) {
            Files.writeString(folder.input(), "");
            assertThatThrownBy(() -> RunFolder.create(path, Existing.REPLACE))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessage(running(path, ProcessHandle.current().pid()));
        }
        RunFolder.open(path).close();
    }

    @Test // a real second process; killed, it leaves its lock file but not the lock
    void aFolderIsHeldUntilItsProcessEndsHoweverItEnds() throws Exception {
        Path path = parent.resolve("run");
        Process holder = JavaProcess.start(Holder.class, path.toString());
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("holding");
            for (Existing existing : Existing.values()) {
                assertThatThrownBy(() -> RunFolder.create(path, existing))
                        .hasMessage(running(path, holder.pid()));
            }
            assertThatThrownBy(() -> RunFolder.open(path)).hasMessage(running(path, holder.pid()));
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(path.resolve(".lock")).hasContent(Long.toString(holder.pid()));
        RunFolder.open(path).close();
    }

    private static String running(Path path, long pid) {
        return "%s: a run is going on here (process %d); stop it or choose another folder, --force replaces only runs that have ended"
                .formatted(path, pid);
    }

    static final class Holder {
        private Holder() {}

        static void main(String[] args) throws Exception {
            try (RunFolder folder = RunFolder.create(Path.of(args[0]), Existing.REFUSE)) {
                Files.writeString(folder.input(), "");
                System.out.println("holding");
                Thread.sleep(60_000);
            }
        }
    }
}
