package org.bugle.app.watch;

import org.bugle.app.report.Report;
import org.bugle.app.report.ReportSource;
import org.bugle.app.report.ReportWriter;
import org.bugle.files.FileException;

import java.util.List;

/// The newest report of a run, made when somebody asks and there is something new.
final class LiveReport {
    /// Asks for newer data as long as the run goes on, waiting longer where they take longer.
    private static final String SCRIPT =
            """
            {
              let tag = "", wait = 1000;
              const ask = async () => {
                const begin = performance.now();
                try {
                  const answer = await fetch("report.json", tag ? {headers: {"If-None-Match": tag}} : {});
                  if (answer.status === 200) {
                    tag = answer.headers.get("ETag") ?? "";
                    drawReport(await answer.json());
                  }
                  document.documentElement.dataset.run = answer.headers.get("Bugle-Run") ?? "";
                  wait = Math.max(1000, 3 * (performance.now() - begin));
                } catch {
                  document.documentElement.dataset.run = "lost";
                  wait = 5000;
                }
                if (document.documentElement.dataset.run !== "ended") setTimeout(ask, wait);
              };
              ask();
            }
            """;

    private final ReportSource source;
    private final ReportWriter writer = new ReportWriter();
    private String version = "";
    private Report report = new Report("Bugle", List.of(), List.of(), List.of(), "", List.of());
    private Data newest = new Data("\"\"", false, ReportWriter.json(report));

    /// What the page is drawn from.
    ///
    /// @param tag tells one from the next
    record Data(String tag, boolean ended, String json) {}

    LiveReport(ReportSource source) {
        this.source = source;
    }

    synchronized String page() {
        refresh();
        return writer.live(report, SCRIPT);
    }

    synchronized Data data() {
        refresh();
        return newest;
    }

    /// While a run puts its files together at the end, they cannot be read: what was there before
    /// stands until they can.
    private void refresh() {
        String now = source.version();
        if (now.equals(version)) {
            return;
        }
        try {
            boolean ended = source.hasEnded();
            report = source.report();
            newest = new Data("\"" + now + "\"", ended, ReportWriter.json(report));
            version = now;
        } catch (FileException _) {
            // asked again in a second
        }
    }
}
