package org.bugle.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A stand-alone Spark cluster of processes on this machine: a master, and workers of one core.
final class StandAlone implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /// Comes back when the master answers; the workers may be there later.
    ///
    /// @param folder for what they write
    StandAlone(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        Files.createDirectories(folder.resolve("home"));
        Files.createSymbolicLink(folder.resolve("home/jars"), Packaged.SPARK);
        try {
            start(
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    HOST,
                    "--port",
                    Integer.toString(port),
                    "--webui-port",
                    "0");
            awaitMaster();
            for (int i = 0; i < workers; i++) {
                start(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        HOST,
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve("worker-" + i).toString(),
                        master());
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// As `--master` takes it.
    String master() {
        return "spark://" + HOST + ":" + port;
    }

    /// Ends a worker and its executor as the system does that is out of memory.
    ///
    /// @param index of the worker, from 0
    void kill(int index) {
        kill(processes.get(1 + index));
    }

    @Override
    public void close() {
        processes.reversed().forEach(StandAlone::kill);
    }

    private static void kill(Process process) {
        List<ProcessHandle> executors = process.descendants().toList();
        process.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    private void start(String mainClass, String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(Packaged.java(mainClass), Stream.of(words)).toList())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log-" + processes.size()).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        processes.add(builder.start());
    }

    private void awaitMaster() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!answers()) {
            if (!processes.getFirst().isAlive() || Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "Spark's master does not start: "
                                + Files.readString(folder.resolve("log-0")));
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
