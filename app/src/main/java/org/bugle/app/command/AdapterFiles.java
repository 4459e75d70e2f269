package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.files.FileException;
import org.bugle.neural.adapter.Adapter;
import org.bugle.neural.adapter.PeftImport;
import org.bugle.neural.training.WeightsFile;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Adapters and models as the command line names them.
final class AdapterFiles {
    private static final String MODEL = "model.safetensors";

    private AdapterFiles() {}

    /// A PEFT folder, or a file of Bugle's weights with adapters among them. What of it is ignored
    /// is told.
    static Adapter adapter(Path path, PrintWriter err) {
        if (!Files.isDirectory(path)) {
            return checked(() -> Adapter.of(WeightsFile.read(path)));
        }
        PeftImport.Imported imported = checked(() -> PeftImport.read(path));
        List<String> warnings = imported.warnings();
        warnings.forEach(sentence -> err.println("warning: " + sentence));
        return imported.adapter();
    }

    /// A safetensors file, or the one in a model's folder.
    static Path model(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(MODEL) : path;
        if (!Files.isRegularFile(file)) {
            String hint =
                    Files.exists(path.resolve(MODEL + ".index.json"))
                            ? "; the model is split into several files: name one of them"
                            : "";
            throw new InputException("--into: %s does not exist%s".formatted(file, hint));
        }
        return file;
    }

    static void requireNew(Path out, boolean force) {
        if (!force && Files.exists(out)) {
            throw new InputException(
                    "--out: %s exists already; name another one, or --force".formatted(out));
        }
    }

    /// What fails for the contents of a file is wrong input; what the system cannot do is a failed
    /// run, but for files that are not there.
    static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        } catch (FileException e) {
            if (e.getCause() == null || !Files.exists(e.file())) {
                throw new InputException(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    static void done(Runnable work) {
        checked(() -> {
            work.run();
            return true;
        });
    }
}
