package org.bugle.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/// A file cannot be read or written, or holds what it should not; the message is one sentence that
/// begins with the file.
public final class FileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    /// @param sentence what is wrong with the file, without its name
    public FileException(Path file, String sentence) {
        super(file + ": " + sentence);
        this.file = file;
    }

    private FileException(Path file, String sentence, Throwable cause) {
        this(file, sentence);
        initCause(cause);
    }

    /// @param sentence what is wrong with the file, without its name
    static FileException of(Path file, String sentence, Throwable cause) {
        return new FileException(file, sentence, cause);
    }

    /// Nothing was read, for the reason that the system gives.
    public static FileException reading(Path file, IOException cause) {
        return new FileException(file, reason(cause), cause);
    }

    /// Nothing was written, for the reason that the system gives.
    public static FileException writing(Path file, IOException cause) {
        return writing(file, cause, "nothing was written");
    }

    /// @param left what the failure leaves
    static FileException writing(Path file, IOException cause, String left) {
        return new FileException(file, reason(cause) + "; " + left, cause);
    }

    public Path file() {
        return file;
    }

    /// The system's words, without the name of the file and beginning in lower case.
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "exists already";
            case NotDirectoryException _ -> "is no folder";
            case FileSystemException e when e.getReason() != null -> lowerCase(e.getReason());
            default ->
                    cause.getMessage() == null
                            ? "input or output failed"
                            : lowerCase(cause.getMessage());
        };
    }

    private static String lowerCase(String words) {
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
