package org.bugle.app.command;

import org.bugle.app.config.InputException;
import org.bugle.app.report.ReportSource;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.util.function.Supplier;

/// Whether a page shows the work live while this command does it.
final class WatchOptions {
    @Option(
            names = "--watch",
            description = "Shows it live on a local page, whose address is printed.")
    private boolean watch;

    @Mixin private PageOptions page = new PageOptions();

    /// Starts the page if it is asked for.
    ///
    /// @throws InputException if the port is taken, or options of the page stand without it
    LivePage start(Supplier<ReportSource> source, PrintWriter err) {
        if (!watch) {
            if (page.isGiven()) {
                throw new InputException("--port and --open are for --watch; add it");
            }
            return LivePage.none();
        }
        return LivePage.start(source.get(), page, err);
    }
}
