package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.ReportSource;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Machine;
import org.bugle.app.watch.LiveServer;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The page of a run as the user meets it: told, opened, and kept until Ctrl-C.
final class LivePage implements AutoCloseable {
    /// The largest port.
    private static final int MOST = 65_535;

    private final Optional<LiveServer> server;
    private final PrintWriter told;

    private LivePage(Optional<LiveServer> server, PrintWriter told) {
        this.server = server;
        this.told = told;
    }

    /// Where no page was asked for.
    static LivePage none() {
        return new LivePage(Optional.empty(), new PrintWriter(PrintWriter.nullWriter()));
    }

    /// @throws InputException if the port is taken or none
    static LivePage start(ReportSource source, PageOptions options, PrintWriter told) {
        int port = options.port();
        if (port < 0 || port > MOST) {
            throw new InputException("--port must be from 0 to %d, found %d".formatted(MOST, port));
        }
        try {
            LiveServer server = LiveServer.start(source, port);
            told.println("%-11s %s".formatted("watch", server.address()));
            told.flush();
            LivePage page = new LivePage(Optional.of(server), told);
            if (options.isOpened()) {
                page.open(server.address());
            }
            return page;
        } catch (BindException _) {
            throw new InputException(
                    "--port: %d is taken or not free for users; choose another, or leave --port out"
                            .formatted(port));
        }
    }

    private void open(URI address) {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        try {
            new ProcessBuilder(List.of(mac ? "open" : "xdg-open", address.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            told.println("no program opens a browser here; go to " + address);
        }
    }

    /// After the run: the page stays until Ctrl-C where somebody sits at a terminal.
    ///
    /// @param code of the run
    /// @return the same
    int stay(Interruption interruption, int code) {
        if (server.isEmpty() || interruption.isRequested()) {
            return code;
        }
        if (!Machine.hasTerminal()) {
            told.println("the page ends with the run; 'bugle watch' shows it again");
            return code;
        }
        told.println("the page stays until Ctrl-C");
        told.flush();
        return interruption.await(code);
    }

    @Override
    public void close() {
        server.ifPresent(LiveServer::close);
    }
}
