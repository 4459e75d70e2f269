package org.bugle.app.command;

import jdk.jshell.tool.JavaShellToolBuilder;

import org.bugle.app.config.InputException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `bugle jshell`: the shell of the JDK in this process, so that it has the class path and the
/// native libraries of the command, with all of Bugle imported.
@Command(
        name = "jshell",
        description = {
            "Starts the Java shell with all of Bugle imported; runs a script if one is given,",
            "or what the standard input holds where that is no terminal."
        })
final class JavaShell implements Callable<Integer> {
    private static final String BANNER =
            """
            All packages of Bugle's library are imported. Beside them there are
              bugle("list", "integrators")   any command line of bugle
              run("file.yaml")               a run file, as bugle run
              problem("riccati")             a problem whose solution is a matrix, by default
              treeProblem("spin/ising")      a problem on a tree, by default
              plot(y), plot(x, y)            a page with a low-rank matrix, or with a curve
            """;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FILE.jsh", description = "A script to run.")
    private Optional<Path> script = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (script.isPresent()) {
            return run(script.get());
        }
        boolean piped = Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty();
        if (piped) {
            String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            return run(new ShellScript("standard input", input));
        }
        return interactive();
    }

    private int run(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new InputException("there is no script " + file);
        }
        return run(new ShellScript(file.toString(), Files.readString(file)));
    }

    private int run(ShellScript statements) throws IOException {
        return statements.run(classPath(), startScript(), spec.commandLine().getErr());
    }

    private int interactive() throws Exception {
        Path start = Files.createTempFile("bugle", ".jsh");
        try {
            Files.writeString(start, startScript());
            spec.commandLine().getOut().print(BANNER);
            spec.commandLine().getOut().flush();
            return JavaShellToolBuilder.builder()
                    .start(
                            "--execution",
                            "local",
                            "--class-path",
                            String.join(File.pathSeparator, classPath()),
                            "--startup",
                            "DEFAULT",
                            "--startup",
                            start.toString());
        } finally {
            Files.delete(start);
        }
    }

    /// That of this process, without the entries that do not exist, which the shell refuses.
    private static List<String> classPath() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty() && Files.exists(Path.of(entry)))
                .toList();
    }

    private static String startScript() throws IOException {
        try (InputStream in = JavaShell.class.getResourceAsStream("start.jsh")) {
            if (in == null) {
                throw new IOException("start.jsh is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
