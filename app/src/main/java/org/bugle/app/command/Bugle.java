package org.bugle.app.command;

import org.bugle.app.run.Interruption;
import org.bugle.app.run.Version;
import org.bugle.files.AtomicFile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The whole command; without a subcommand it says that one is needed.
@Command(
        name = "bugle",
        description =
                "Solves evolution equations too large to store, by evolving low-rank factors.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Bugle.VersionLine.class,
        footer = {
            "",
            "Exit codes: 0 done; 1 the run failed; 2 the input was wrong; 130 interrupted."
        })
public final class Bugle implements Runnable {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    Run.class,
                    Resume.class,
                    Check.class,
                    Init.class,
                    Converge.class,
                    Compare.class,
                    Sweep.class,
                    Train.class,
                    Trials.class,
                    Evaluate.class,
                    Export.class,
                    Reproduce.class,
                    MakeReport.class,
                    Watch.class,
                    Ttno.class,
                    Adapters.class,
                    ListNames.class,
                    Describe.class,
                    Cite.class,
                    Doctor.class,
                    JavaShell.class,
                    Schema.class,
                    Completion.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description =
                    "Keep the stack trace of a failure: in the run folder's run.log, or here.")
    private boolean debug;

    private final Interruption interruption;
    private Optional<Path> log = Optional.empty();

    Bugle(Interruption interruption) {
        this.interruption = interruption;
    }

    /// Runs a command line.
    ///
    /// @param interruption stops long work
    /// @return the exit code
    public static int execute(
            PrintWriter out, PrintWriter err, Interruption interruption, String... args) {
        CommandLine line = line(interruption, needed(args)).setOut(out).setErr(err);
        Failures failures = new Failures();
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(failures)
                .execute(args);
    }

    /// The whole command line.
    static CommandLine line(Interruption interruption) {
        return line(interruption, COMMANDS);
    }

    private static CommandLine line(Interruption interruption, List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Bugle(interruption));
        commands.forEach(line::addSubcommand);
        return line;
    }

    /// The command that comes first, alone, for describing them all takes longer than many a run;
    /// all of them where none does, or where they are asked for.
    private static List<Class<?>> needed(String... args) {
        return COMMANDS.stream()
                .filter(command -> args.length > 0 && name(command).equals(args[0]))
                .filter(command -> command != Completion.class)
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    Interruption interruption() {
        return interruption;
    }

    /// From now on there is a run folder, whose log takes the stack trace of a failure.
    void logInto(Path file) {
        log = Optional.of(file);
    }

    /// Keeps a failure's stack trace if the user debugs.
    void keep(Throwable failure, PrintWriter err) {
        if (!debug) {
            return;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        if (log.isEmpty()) {
            err.print(trace);
        } else {
            AtomicFile.write(log.get(), trace.toString());
            err.println("the stack trace is in " + log.get());
        }
    }

    /// `bugle 0.1.0`, the Java it runs on behind it.
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "bugle %s (Java %s, %s %s)"
                        .formatted(
                                Version.current(),
                                System.getProperty("java.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"))
            };
        }
    }
}
