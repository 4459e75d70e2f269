package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class AtomicFileTest {
    @TempDir Path folder;

    @Test
    void aFileIsReplacedAsAWhole() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "first");
        AtomicFile.write(file, "secönd");
        assertThat(file).hasContent("secönd");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aFailureLeavesTheFormerFileAndNothingElse() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "first");
        assertThatThrownBy(() ->
                        AtomicFile.write(
                                file,
                                out -> {
                                    out.write("half".getBytes(StandardCharsets.UTF_8));
                                    throw new IOException("No space left on device");
                                }))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": no space left on device; nothing was written");
        assertThat(file).hasContent("first");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test // an error of ours, not of the disk
    void anyOtherFailureTooLeavesNothing() {
        Path file = folder.resolve("file");
        assertThatThrownBy(() ->
                        AtomicFile.write(
                                file,
                                _ -> {
                                    throw new IllegalStateException("ours");
                                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("no/file");
        assertThatThrownBy(() -> AtomicFile.write(file, ""))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": no such file or folder; nothing was written");
    }

    @Test // the readers see the whole file or the former one, not a temporary's rights
    void theFileHasTheUsualRights() throws IOException {
        Path usual = Files.writeString(folder.resolve("usual"), "");
        Path file = folder.resolve("file");
        AtomicFile.write(file, "");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }
}
