package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.run.Machine;

import picocli.CommandLine.Option;

import java.util.Optional;

/// How a run is shown and on how many threads it goes; what several commands take.
final class RunOptions {
    @Option(names = "--quiet", description = "Prints nothing but warnings and errors.")
    private boolean quiet;

    @Option(
            names = "--json",
            description = "Prints the result as JSON, and nothing else, on the standard output.")
    private boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of the run; all cores unless given. The bits do not depend on it.")
    private Optional<Integer> threads = Optional.empty();

    boolean isQuiet() {
        return quiet || json;
    }

    boolean isJson() {
        return json;
    }

    int threads() {
        int count = threads.orElseGet(Machine::cores);
        if (count < 1) {
            throw new InputException("--threads must be at least 1, found " + count);
        }
        return count;
    }
}
