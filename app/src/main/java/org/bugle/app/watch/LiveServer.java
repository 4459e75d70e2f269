package org.bugle.app.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.bugle.app.report.ReportSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves the page of a run on this machine alone: `/` is the report, `/report.json` its newest
/// data. Requests that name another host are refused, so that no page of the network can read a run
/// through the user's browser (DNS rebinding).
public final class LiveServer implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LiveReport report;
    private final Set<String> names;

    private LiveServer(HttpServer server, ReportSource source) {
        this.server = server;
        this.report = new LiveReport(source);
        int port = server.getAddress().getPort();
        this.names = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /// Starts to serve.
    ///
    /// @param port 0 for any that is free
    /// @throws BindException if the port is taken, or not for users
    public static LiveServer start(ReportSource source, int port) throws BindException {
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(here, port), 0);
            LiveServer live = new LiveServer(server, source);
            server.setExecutor(live.threads);
            server.createContext("/", live::answer);
            server.start();
            return live;
        } catch (BindException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the page is.
    public URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String path = exchange.getRequestURI().getPath();
            if (host == null || !names.contains(host)) {
                send(exchange, 403, TEXT, "This page is for 127.0.0.1 alone.\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, TEXT, "Only GET is answered.\n");
            } else if (path.equals("/")) {
                send(exchange, 200, HTML, report.page());
            } else if (path.equals("/report.json")) {
                data(exchange);
            } else {
                send(exchange, 404, TEXT, "There is / and /report.json.\n");
            }
        }
    }

    /// The newest data, or 304 where the page has them.
    private void data(HttpExchange exchange) throws IOException {
        LiveReport.Data data = report.data();
        exchange.getResponseHeaders().set("ETag", data.tag());
        exchange.getResponseHeaders().set("Bugle-Run", data.ended() ? "ended" : "unfinished");
        if (data.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            secure(exchange);
            exchange.sendResponseHeaders(304, -1);
        } else {
            send(exchange, 200, JSON, data.json());
        }
    }

    private static void send(HttpExchange exchange, int code, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        secure(exchange);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// The page's own policy stands in it; these say the same to browsers that get no page.
    private static void secure(HttpExchange exchange) {
        var headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
    }
}
