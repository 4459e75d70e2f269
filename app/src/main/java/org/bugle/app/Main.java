package org.bugle.app;

import org.bugle.app.command.Bugle;
import org.bugle.app.run.Interruption;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Where the `bugle` command starts.
public final class Main {
    private Main() {}

    /// Runs a command line and ends the process with its exit code.
    public static void main(String[] args) {
        // Pictures are drawn in memory: no screen is looked for, even where one is named.
        System.setProperty("java.awt.headless", "true");
        // UTF-8 whatever the locale: formulas and units are more than ASCII.
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Interruption interruption = Interruption.ofProcess();
        int code = Bugle.execute(out, err, interruption, args);
        out.flush();
        err.flush();
        interruption.exit(code);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                true);
    }
}
