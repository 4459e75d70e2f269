package org.bugle.app.command;

import picocli.CommandLine.Option;

/// How a run or a training is shown.
final class DisplayOptions {
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
}
