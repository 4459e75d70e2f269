package org.bugle.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A short name for a text, a file or a folder, by which to know it again: SHA-256 in hexadecimal.
public final class Digest {
    private Digest() {}

    public static String of(String text) {
        return hex(sha256(), text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of a file's bytes; of a folder, of the names and bytes of all files in it.
    ///
    /// @throws FileException if it cannot be read
    public static String of(Path path) {
        MessageDigest digest = sha256();
        try {
            for (Path file : files(path)) {
                digest.update(path.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException e) {
            throw FileException.reading(path, e);
        }
        return hex(digest);
    }

    /// A file alone has no name in itself.
    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String hex(MessageDigest digest, byte... last) {
        return HexFormat.of().formatHex(digest.digest(last));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
