package org.bugle.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.command.Bugle;
import org.bugle.app.report.Browser;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.RunRecord;
import org.bugle.files.RunFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The page of a run on its way, in Chromium.
@Tag("interop")
class LivePageTest {
    private static final String RUN =
            """
            problem: riccati
            integrator: {name: augmented-bug, truncation: {relative: 1e-8}}
            time: {end: 0.5, steps: 20}
            """;

    /// Passes on what `arguments[0]` looks for as soon as the page shows it, or else the page's
    /// text after some time.
    private static final String WAIT =
            """
            const [wanted, done] = arguments, begin = performance.now();
            const look = () => {
              const root = document.documentElement;
              const shown = root.dataset.run + " " + document.querySelector(".summary").textContent;
              if (shown.includes(wanted)) done(wanted);
              else if (performance.now() - begin > 60_000) done(shown);
              else setTimeout(look, 100);
            };
            look();
            """;

    /// The number of points of the figure of ranks that the page has drawn.
    private static final String POINTS =
            """
            const figure = [...figures.values()].find((f) => f.plot.title === "rank");
            figure.draw();
            return figure.chart.getOption().series[0].data.length;
            """;

    @TempDir private Path folder;

    @Test
    void thePageGrowsWithTheRunAndStopsToAskAtItsEnd() throws IOException {
        RunFiles files = run();
        List<String> history = Files.readAllLines(files.history());
        Path result = Files.move(files.result(), folder.resolve("result.json"));
        Files.write(files.history(), history.subList(0, 6));

        try (LiveServer server = LiveServer.start(RunRecord.of(files, List.of()), 0);
                Browser browser = new Browser(folder)) {
            browser.open(server.address(), 1280);
            assertThat(browser.later(WAIT, "t = 0.1 of 0.5")).isEqualTo("t = 0.1 of 0.5");
            assertThat(browser.script(POINTS)).isEqualTo(5L);

            Files.write(files.history(), history.subList(0, 12));
            assertThat(browser.later(WAIT, "t = 0.25 of 0.5")).isEqualTo("t = 0.25 of 0.5");
            assertThat(browser.script(POINTS)).isEqualTo(11L);

            Files.write(files.history(), history);
            Files.move(result, files.result());
            assertThat(browser.later(WAIT, "ended")).isEqualTo("ended");
            assertThat(browser.script(POINTS)).isEqualTo((long) history.size() - 1);
            assertThat(browser.errors()).isEmpty();
        }
    }

    private RunFiles run() throws IOException {
        Path input = Files.writeString(folder.resolve("run.yaml"), RUN);
        Path out = folder.resolve("run");
        StringWriter err = new StringWriter();
        int code =
                Bugle.execute(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        new Interruption(),
                        "run",
                        input.toString(),
                        "--out",
                        out.toString(),
                        "--quiet");
        assertThat(code).as("%s", err).isZero();
        return RunFiles.of(out);
    }
}
