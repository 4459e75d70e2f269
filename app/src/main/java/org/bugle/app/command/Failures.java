package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.app.plugin.PluginFailure;
import org.bugle.files.FileException;
import org.bugle.neural.method.DivergedException;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.Locale;
import java.util.Set;

/// Turns whatever ends a command early into one sentence on the error stream and an exit code.
final class Failures
        implements IExecutionStrategy, IExecutionExceptionHandler, IParameterExceptionHandler {

    /// Runs the last subcommand, as picocli does, but lets no [Error] past the handler either.
    @Override
    public int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            CommandLine line = parsed.commandSpec().commandLine();
            say(line, sentence(e));
            bugle(line).keep(e, line.getErr());
            return ExitCode.FAILED;
        }
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        say(line, sentence(e));
        bugle(line).keep(e, line.getErr());
        return e instanceof InputException ? ExitCode.WRONG_INPUT : ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        String sentence = parsing(e);
        String hint = (sentence.endsWith("?") ? " see " : "; see ") + name + " --help";
        say(line, name + ": " + sentence + hint);
        return ExitCode.WRONG_INPUT;
    }

    private static Bugle bugle(CommandLine line) {
        return (Bugle) line.getCommandSpec().root().userObject();
    }

    /// One sentence for a failure.
    static String sentence(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return switch (e) {
            case InputException _ -> message;
            case OutOfMemoryError _ ->
                    "out of memory: the heap of %d MiB is full; give more by BUGLE_JAVA_OPTS=-Xmx8g,"
                                    .formatted(Runtime.getRuntime().maxMemory() >> 20)
                            + " or choose a smaller size, rank or maxRank";
            case FileException _, ArithmeticException _, DivergedException _ -> message;
            default ->
                    PluginFailure.sentence(e)
                            .orElseGet(() ->
                                    "internal error: %s: %s; --debug shows where"
                                            .formatted(e.getClass().getSimpleName(), message));
        };
    }

    private static String parsing(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            boolean option = first.startsWith("-");
            return "'%s' is no %s%s"
                    .formatted(
                            first,
                            option ? "option" : "command",
                            Nearest.nearest(first, known(e.getCommandLine(), option))
                                    .map(name -> "; did you mean '" + name + "'?")
                                    .orElse(""));
        }
        String message = String.valueOf(e.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT)
                + message.substring(1).replace("\n", " ");
    }

    private static Set<String> known(CommandLine line, boolean options) {
        return options
                ? line.getCommandSpec().optionsMap().keySet()
                : line.getSubcommands().keySet();
    }

    private static void say(CommandLine line, String sentence) {
        line.getErr().println(sentence.strip());
    }
}
