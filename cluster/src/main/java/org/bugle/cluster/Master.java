package org.bugle.cluster;

import org.bugle.app.config.InputException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a `--master` names: Spark embedded in this process, a stand-alone cluster, or another one
/// that `spark-submit` has set up.
///
/// @param text as Spark takes it
record Master(String text) {
    private static final Pattern HERE = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,4})(,\\d+)?])?");

    private static final String SCHEME = "spark://";

    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[^\\]]+]|[^:/,\\[\\]]+):(\\d{1,5})");

    /// Spark itself would try for a minute, in silence.
    private static final int CONNECT_MILLISECONDS = 5_000;

    /// Whether it is one, be it well written or not.
    static boolean isKnown(String text) {
        return text.equals("local")
                || text.startsWith("local[")
                || text.startsWith(SCHEME)
                || submitted().filter(text::equals).isPresent();
    }

    /// What `spark-submit` was told, which sets this property.
    static Optional<String> submitted() {
        return Optional.ofNullable(System.getProperty("spark.master"));
    }

    /// @throws InputException if the text is not well written
    static Master of(String text) {
        Master master = new Master(text);
        if (text.startsWith("local") && !master.isHere()) {
            throw new InputException(
                    "--master %s: expected local, local[N] with N threads, or local[*] for all cores"
                            .formatted(text));
        }
        if (text.startsWith(SCHEME)) {
            master.addresses();
        }
        return master;
    }

    /// Whether Spark runs in this process, so that nothing need be sent anywhere.
    boolean isHere() {
        return HERE.matcher(text).matches();
    }

    /// Finds out within seconds whether one of the masters of a stand-alone cluster is there.
    ///
    /// @throws InputException if none is
    void requireReachable() {
        if (!text.startsWith(SCHEME)) {
            return;
        }
        List<String> failures = new ArrayList<>();
        for (Address address : addresses()) {
            Optional<String> failure = address.failure();
            if (failure.isEmpty()) {
                return;
            }
            failures.add(failure.get());
        }
        throw new InputException(
                "--master %s: no Spark master answers there (%s)"
                        .formatted(text, String.join("; ", failures)));
    }

    private List<Address> addresses() {
        return Stream.of(text.substring(SCHEME.length()).split(",", -1))
                .map(this::address)
                .toList();
    }

    private Address address(String part) {
        Matcher matcher = ADDRESS.matcher(part);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new InputException(
                    "--master %s: expected spark://HOST:PORT, such as spark://localhost:7077"
                            .formatted(text));
        }
        return new Address(matcher.group(1), port);
    }

    private record Address(String host, int port) {
        /// Why nothing listens there; empty if something does.
        Optional<String> failure() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), CONNECT_MILLISECONDS);
                return Optional.empty();
            } catch (UnknownHostException e) {
                return Optional.of("unknown host " + host);
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
