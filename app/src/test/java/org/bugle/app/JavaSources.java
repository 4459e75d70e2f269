package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Compiles Java texts against Bugle, as a user does.
public final class JavaSources {
    private JavaSources() {}

    /// Compiles sources into the folder, which then holds both.
    ///
    /// @param sources by file name
    /// @param options of the compiler
    public static Path compile(Path folder, Map<String, String> sources, String... options) {
        try {
            Files.createDirectories(folder);
            List<Path> files =
                    sources.entrySet().stream()
                            .map(source ->
                                    write(folder.resolve(source.getKey()), source.getValue()))
                            .toList();
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter problems = new StringWriter();
            List<String> words =
                    Stream.concat(
                                    Stream.of(
                                            "-proc:none",
                                            "-cp",
                                            classPath(),
                                            "-d",
                                            folder.toString()),
                                    Stream.of(options))
                            .toList();
            try (var manager = compiler.getStandardFileManager(null, null, null)) {
                boolean compiled =
                        compiler.getTask(
                                        problems,
                                        manager,
                                        null,
                                        words,
                                        null,
                                        manager.getJavaFileObjectsFromPaths(files))
                                .call();
                assertThat(compiled).as(problems.toString()).isTrue();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The class path of the tests.
    public static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    /// Writes a file, with the folders above it.
    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Packs a folder.
    public static Path jar(Path folder, Path jar) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
