package org.bugle.app.command;

import picocli.CommandLine.Option;

import java.util.Optional;

/// Where a live page is, and who opens it.
final class PageOptions {
    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the page on this machine; a free one unless given.")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--open", description = "Opens the page in the usual browser.")
    private boolean open;

    int port() {
        return port.orElse(0);
    }

    boolean isOpened() {
        return open;
    }

    boolean isGiven() {
        return open || port.isPresent();
    }
}
