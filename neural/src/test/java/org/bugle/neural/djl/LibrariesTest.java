package org.bugle.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Without its native libraries the engine says what to do.
class LibrariesTest {
    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(usual);
    }

    private static Throwable failureWithout(String jars) throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry :
                System.getProperty("java.class.path")
                        .split(Pattern.quote(File.pathSeparator), -1)) {
            if (!Path.of(entry).getFileName().toString().startsWith(jars)) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(
                        classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader); // there DJL looks for engines
            Class<?> precision = loader.loadClass(Precision.class.getName());
            Class<?> processor = loader.loadClass(Processor.class.getName());
            var constructor =
                    loader.loadClass(DjlEngine.class.getName())
                            .getConstructor(precision, processor, int.class);
            InvocationTargetException failure =
                    catchThrowableOfType(
                            InvocationTargetException.class,
                            () ->
                                    constructor.newInstance(
                                            precision.getEnumConstants()[0],
                                            processor.getEnumConstants()[0],
                                            1));
            return Objects.requireNonNull(failure.getCause());
        }
    }

    @Test
    void theMissingBridgeIsNamed() throws Exception {
        assertThat(failureWithout("pytorch-jni"))
                .hasToString(
                        "org.bugle.neural.engine.EngineUnavailableException: PyTorch: the jar"
                                + " pytorch-jni-2.7.1-0.35.1.jar is not on the class path; start by"
                                + " the launcher bugle, which puts the jars of its folder engine"
                                + " there");
    }

    @Test
    void theMissingLibraryIsNamed() throws Exception {
        assumeThat(System.getenv()).doesNotContainKey("PYTORCH_LIBRARY_PATH");
        assertThat(failureWithout("pytorch-native"))
                .hasToString(
                        "org.bugle.neural.engine.EngineUnavailableException: PyTorch: the native"
                                + " library (a jar pytorch-native-cpu-2.7.1-….jar) is not on the"
                                + " class path; start by the launcher bugle, which puts the"
                                + " jars of its folder engine there, or set PYTORCH_LIBRARY_PATH to"
                                + " the lib folder of a libtorch 2.7.1");
    }

    @Test
    void aLibraryThatDoesNotLoadIsOneSentence(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve(System.mapLibraryName("torch")));
        System.setProperty("PYTORCH_LIBRARY_PATH", folder.toString());
        try {
            assertThat(failureWithout("nothing").getMessage())
                    .startsWith("PyTorch: its native library does not load (")
                    .endsWith("); it must be of this system and of version 2.7.1")
                    .doesNotContain("\n");
        } finally {
            System.clearProperty("PYTORCH_LIBRARY_PATH");
        }
    }
}
