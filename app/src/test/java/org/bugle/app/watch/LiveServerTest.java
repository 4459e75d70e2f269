package org.bugle.app.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.app.report.Report;
import org.bugle.app.report.ReportSource;
import org.bugle.files.FileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

class LiveServerTest {
    private final Course course = new Course();
    private final HttpClient client = HttpClient.newHttpClient();
    private LiveServer server;

    /// A run that is as far as the test says.
    private static final class Course implements ReportSource {
        private int step;
        private boolean ended;
        private boolean unreadable;

        @Override
        public String version() {
            return step + (ended ? "-end" : "");
        }

        @Override
        public boolean hasEnded() {
            return ended;
        }

        @Override
        public Report report() {
            if (unreadable) {
                throw new FileException(Path.of("history.csv"), "is cut off");
            }
            return new Report(
                    "A run",
                    List.of(new Report.Row("progress", "step " + step)),
                    List.of(),
                    List.of(),
                    "",
                    List.of());
        }
    }

    @BeforeEach
    void start() throws BindException {
        server = LiveServer.start(course, 0);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void thePageAsksForNewerDataAndForNothingOutside() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("A run", "step 0", "report.json")
                .contains("default-src 'none'", "connect-src 'self'");
    }

    @Test
    void dataComeOnceAndAgainWhenTheyHaveGrown() throws Exception {
        HttpResponse<String> first = get("report.json");
        assertThat(first.body()).contains("step 0");
        assertThat(first.headers().firstValue("Bugle-Run")).hasValue("unfinished");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(get("report.json", "If-None-Match", tag).statusCode()).isEqualTo(304);
        course.step = 7;
        HttpResponse<String> second = get("report.json", "If-None-Match", tag);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("step 7");
    }

    @Test
    void theEndIsTold() throws Exception {
        course.ended = true;
        assertThat(get("report.json").headers().firstValue("Bugle-Run")).hasValue("ended");
    }

    @Test // as while a run puts its files together
    void whatCannotBeReadLeavesTheFormerData() throws Exception {
        get("report.json");
        course.step = 1;
        course.unreadable = true;
        assertThat(get("report.json").body()).contains("step 0");
        course.unreadable = false;
        assertThat(get("report.json").body()).contains("step 1");
    }

    @Test // DNS rebinding: a page of evil.example whose name now leads to 127.0.0.1
    void otherHostsAndOtherMethodsAreRefused() throws Exception {
        assertThat(statusFor("evil.example")).startsWith("HTTP/1.1 403");
        assertThat(statusFor("127.0.0.1:1")).startsWith("HTTP/1.1 403");
        assertThat(statusFor("localhost:" + server.address().getPort())).startsWith("HTTP/1.1 200");
        HttpRequest post =
                HttpRequest.newBuilder(server.address())
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(get("../../etc/passwd").statusCode()).isEqualTo(404);
    }

    @Test
    void aTakenPortIsTold() {
        assertThatThrownBy(() -> LiveServer.start(course, server.address().getPort()))
                .isInstanceOf(BindException.class);
    }

    /// The client sets the host itself, so the request is written by hand.
    private String statusFor(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /report.json HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(host)
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
