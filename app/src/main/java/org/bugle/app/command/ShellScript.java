package org.bugle.app.command;

import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

import org.bugle.app.config.InputException;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Java statements that are run one after the other, in this process, up to the first that fails.
/// Unlike what is typed into the interactive shell, a statement goes on over lines up to its end.
final class ShellScript {
    private final String name;
    private final String text;

    /// @param name in messages
    ShellScript(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /// Runs it after the start script.
    ///
    /// @return the exit code
    /// @throws InputException at a statement that does not compile
    int run(List<String> classPath, String startScript, PrintWriter err) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            classPath.forEach(shell::addToClasspath);
            new ShellScript("the start script", "import module java.base;\n" + startScript)
                    .statements(shell, err);
            return statements(shell, err);
        }
    }

    private int statements(JShell shell, PrintWriter err) {
        int at = 0;
        while (at < text.length()) {
            String rest = text.substring(at);
            int blank = rest.length() - rest.stripLeading().length();
            if (rest.startsWith("/exit", blank)) {
                return ExitCode.DONE;
            }
            CompletionInfo first = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = Optional.ofNullable(first.source()).orElse(rest);
            if (source.isBlank()) {
                return ExitCode.DONE;
            }
            for (SnippetEvent event : shell.eval(source)) {
                if (event.status() == Snippet.Status.REJECTED) {
                    throw refused(shell, event.snippet(), at + blank);
                }
                if (event.exception() != null) {
                    err.println(where(at + blank) + told(event.exception()));
                    return ExitCode.FAILED;
                }
            }
            String remaining = Optional.ofNullable(first.remaining()).orElse("");
            at = text.length() - remaining.length();
        }
        return ExitCode.DONE;
    }

    private InputException refused(JShell shell, Snippet snippet, int at) {
        String reason =
                shell.diagnostics(snippet)
                        .filter(Diag::isError)
                        .findFirst()
                        .map(each -> each.getMessage(Locale.ROOT).strip().replaceAll("\\s+", " "))
                        .orElse("is no Java statement");
        return new InputException(where(at) + reason);
    }

    private String where(int at) {
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        return name + ":" + line + ": ";
    }

    private static String told(JShellException exception) {
        String type =
                exception instanceof EvalException thrown
                        ? thrown.getExceptionClassName()
                        : exception.getClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + ": " + exception.getMessage();
    }
}
