package org.bugle.app.command;

import org.bugle.app.run.Interruption;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The command in this process, in a folder of its own.
record Cli(Path folder) {
    static final String RICCATI =
            """
            problem: riccati
            integrator: {name: augmented-bug, truncation: {relative: 1e-8}}
            time: {end: 0.5, steps: 20}
            """;

    /// What a command line gave; the folder's name is left out of the texts.
    record Ended(int code, String out, String err) {}

    Ended run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Bugle.execute(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        new Interruption(),
                        args);
        return new Ended(code, relative(out.toString()), relative(err.toString()));
    }

    /// The same in a process of its own, which can be stopped; `stdout` and `stderr` are files.
    Process start(String... args) throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "org.bugle.app.Main"),
                                Stream.of(args))
                        .toList();
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private String relative(String text) {
        return text.replace(folder + "/", "");
    }

    /// The path of a name in the folder.
    String at(String name) {
        return folder.resolve(name).toString();
    }

    /// Writes a file.
    String file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return at(name);
    }
}
