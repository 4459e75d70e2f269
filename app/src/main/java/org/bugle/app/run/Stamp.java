package org.bugle.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// A text that changes when files do: their sizes and times.
public final class Stamp {
    private Stamp() {}

    /// @param files and folders; one that is not there counts as such
    public static String of(Path... files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            try {
                BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(Long.toHexString(there.lastModifiedTime().toMillis()))
                        .append('.')
                        .append(Long.toHexString(there.size()));
            } catch (IOException _) {
                text.append("none");
            }
            text.append('-');
        }
        return text.toString();
    }
}
