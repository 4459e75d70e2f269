package org.bugle.app.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a run is shown and on how many threads it goes.
final class RunOptions {
    @Mixin private ThreadOptions threads = new ThreadOptions();

    @Option(names = "--quiet", description = "Prints nothing but warnings and errors.")
    private boolean quiet;

    @Option(
            names = "--json",
            description = "Prints the result as JSON, and nothing else, on the standard output.")
    private boolean json;

    boolean isQuiet() {
        return quiet || json;
    }

    boolean isJson() {
        return json;
    }

    int threads() {
        return threads.count();
    }
}
