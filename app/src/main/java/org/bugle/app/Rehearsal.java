package org.bugle.app;

import org.bugle.app.command.Bugle;
import org.bugle.app.run.Interruption;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs the usual commands once on a small problem. The launcher lets the Java machine keep what
/// they loaded and linked (class-data sharing), so that later starts need not do so again.
public final class Rehearsal {
    private static final String RUN_FILE =
            """
            problem: riccati
            parameters: {points: 40, singularValues: [1, 0.5, 0.25, 0.125]}
            integrator: {name: augmented-bug, rank: 4}
            time: {end: 1.0, steps: 20}
            """;

    private Rehearsal() {}

    /// @param arguments an empty folder for the run
    /// @throws IllegalStateException if a command fails
    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path folder = Path.of(arguments[0]);
        String file = Files.writeString(folder.resolve("run.yaml"), RUN_FILE).toString();
        perform("list");
        perform("describe", "riccati");
        perform("check", file);
        perform("run", file, "--out", folder.resolve("run").toString());
    }

    private static void perform(String... command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int code = Bugle.execute(nowhere, nowhere, new Interruption(), command);
        if (code != 0) {
            throw new IllegalStateException("%s ended with %d".formatted(command[0], code));
        }
    }
}
