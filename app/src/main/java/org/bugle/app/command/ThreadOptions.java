package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.run.Machine;

import picocli.CommandLine.Option;

import java.util.Optional;

/// On how many threads work is done.
final class ThreadOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of the run; all cores unless given. The bits do not depend on it.")
    private Optional<Integer> threads = Optional.empty();

    int count() {
        int count = threads.orElseGet(Machine::cores);
        if (count < 1) {
            throw new InputException("--threads must be at least 1, found " + count);
        }
        return count;
    }
}
