package org.bugle.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the build has packaged before these tests run.
final class Packaged {
    /// Spark, as the launcher puts it on the class path.
    static final Path SPARK = Path.of("target/lib").toAbsolutePath();

    private static final List<String> OPTIONS =
            Stream.concat(
                            Stream.of(
                                            "lang",
                                            "lang.invoke",
                                            "net",
                                            "nio",
                                            "util",
                                            "util.concurrent")
                                    .map("java."::concat),
                            Stream.of("sun.nio.ch"))
                    .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted)
                    .toList();

    private Packaged() {}

    /// The jar for a cluster.
    static Path jar() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError("no packaged jar in target; run mvn package first"))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A command that starts a class of Spark's, with a small heap.
    static Stream<String> java(String mainClass) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin/java").toString()),
                        Stream.of("-Xmx600m", "--enable-native-access=ALL-UNNAMED"),
                        Stream.of("--sun-misc-unsafe-memory-access=allow"),
                        OPTIONS.stream(),
                        Stream.of("-cp", SPARK + "/*", mainClass))
                .flatMap(words -> words);
    }
}
