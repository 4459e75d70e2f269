package org.bugle.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// What the launcher puts on the class path: the native libraries of the neural engine are there
/// for the commands that train, and for no other.
class LauncherTest {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)(\\.\\d+)*");

    private static final Path PROJECT = Path.of("..");

    @TempDir Path root;

    /// A built checkout and a JDK that prints what it is called with.
    @BeforeEach
    void build() throws IOException {
        Files.copy(PROJECT.resolve("bugle"), root.resolve("bugle"));
        Files.createDirectories(root.resolve("app/src/main"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("app/pom.xml"));
        Path jdk = Files.createDirectories(root.resolve("jdk/bin"));
        for (String tool : List.of("java", "javac")) {
            Path script =
                    Files.writeString(jdk.resolve(tool), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Files.createDirectories(root.resolve("app/target"));
        Files.writeString(root.resolve("app/target/built"), "0.1.0\n");
    }

    private String classPath(String... words) throws IOException, InterruptedException {
        List<String> arguments = output(jdk(), words).lines().toList();
        return arguments.get(arguments.indexOf("-cp") + 1);
    }

    private Map<String, String> jdk() {
        return Map.of("BUGLE_JAVA_HOME", root.resolve("jdk").toString());
    }

    private String output(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        Stream<String> command =
                Stream.concat(
                        Stream.of("/bin/sh", root.resolve("bugle").toString()), Stream.of(words));
        ProcessBuilder builder = new ProcessBuilder(command.toList()).redirectErrorStream(true);
        builder.environment().remove("BUGLE_JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @ValueSource(strings = {"run", "resume", "check", "reproduce", "list", "train.yaml"})
    void otherCommandsHaveNoEngine(String command) throws Exception {
        assertThat(classPath(command, "train"))
                .contains("app/target/lib/")
                .doesNotContain("engine");
        assertThat(classPath("--debug", command)).doesNotContain("engine");
    }

    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @ValueSource(strings = {"train", "trials", "evaluate", "adapter"})
    void commandsThatTrainHaveTheEngine(String command) throws Exception {
        String engine = root.toRealPath() + "/app/target/engine/*";
        assertThat(classPath(command, "run")).endsWith(":" + engine);
        assertThat(classPath("--debug", command)).endsWith(":" + engine);
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void aTrainingIsResumedWithTheEngineAndARunWithoutIt() throws Exception {
        Path training = Files.createDirectories(root.resolve("training"));
        Files.writeString(training.resolve("run.yaml"), "task: train/patterns\nmethod: full\n");
        Path run = Files.createDirectories(root.resolve("run"));
        Files.writeString(run.resolve("run.yaml"), "problem: riccati\n");
        assertThat(classPath("resume", "--quiet", training.toString())).contains("engine");
        assertThat(classPath("resume", run.toString())).doesNotContain("engine");
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void anArchiveHasItsOwnJavaAndIsNotBuilt() throws Exception {
        Files.createDirectories(root.resolve("runtime"));
        Files.delete(root.resolve("app/target/built"));
        String libraries = root.toRealPath() + "/lib/*";
        assertThat(classPath("run")).isEqualTo(libraries);
        assertThat(classPath("train")).isEqualTo(libraries + ":" + root.toRealPath() + "/engine/*");
        Files.move(root.resolve("jdk/bin"), root.resolve("runtime/bin"));
        assertThat(output(Map.of(), "--version")).startsWith("--enable-native-access");
    }

    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @ValueSource(strings = {"--master", "--master=local[2]", "--parquet"})
    void aStudyHasSparkWhereItNeedsIt(String option) throws Exception {
        Files.createDirectories(root.resolve("cluster/target"));
        Files.writeString(root.resolve("cluster/target/built"), "0.1.0\n");
        String target = root.toRealPath() + "/cluster/target/";
        String spark = target + "bugle-cluster-0.1.0-all.jar:" + target + "lib/*";
        assertThat(classPath("sweep", "run.yaml", option, "local")).isEqualTo(spark);
        assertThat(classPath("--debug", "sweep", option, "local")).isEqualTo(spark);
        assertThat(output(jdk(), "sweep", option)).contains("--add-opens");
        assertThat(output(jdk(), "sweep", "run.yaml")).doesNotContain("cluster", "--add-opens");
        assertThat(output(jdk(), "run", "sweep", option)).doesNotContain("cluster", "--add-opens");
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void aBuildForSparkIsOneOfTheCommandToo() throws Exception {
        Path tools = Files.createDirectories(root.resolve("tools"));
        Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\nexit 0\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Files.writeString(root.resolve("pom.xml"), "<version>0.2.0</version>\n");
        Map<String, String> environment = new HashMap<>(jdk());
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
        assertThat(output(environment, "sweep", "--parquet"))
                .contains("building", "bugle-cluster-0.2.0-all.jar");
        assertThat(output(environment, "run"))
                .doesNotContain("building")
                .contains("bugle-app-0.2.0.jar");
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test // this JDK makes none: that is not tried again
    void whatTheMachineKeepsForFastStartsIsMadeOnce() throws Exception {
        Path cache = root.resolve("app/target/bugle.jsa");

        assertThat(output(jdk(), "list")).contains("preparing fast starts");
        assertThat(cache).isEmptyFile();
        assertThat(output(jdk(), "list"))
                .doesNotContain("preparing")
                .contains("-XX:SharedArchiveFile=" + cache.toRealPath());
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void largePagesAreUsedWhereTheSystemLendsThem() throws Exception {
        Path policy = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean lent = Files.exists(policy) && !Files.readString(policy).contains("[never]");

        assertThat(output(jdk(), "run").contains("-XX:+UseTransparentHugePages")).isEqualTo(lent);
    }

    @Test // lib and engine are filled by these names
    void everyJarWithNativeLibrariesOfTheEngineIsKeptOutOfTheLibraries() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher names = Pattern.compile("<engine\\.artifacts>(.*)</engine").matcher(pom);
        assertThat(names.find()).isTrue();
        List<String> kept = List.of(names.group(1).split(","));
        assertThat(pom)
                .contains("<excludeArtifactIds>${engine.artifacts}</excludeArtifactIds>")
                .contains("<includeArtifactIds>${engine.artifacts}</includeArtifactIds>");
        assertThat(enginesJars(System.getProperty("java.class.path")))
                .isNotEmpty()
                .allSatisfy(jar ->
                        assertThat(kept).contains(jar.getName(jar.getNameCount() - 3).toString()));
    }

    /// Jars of DJL and what it brings that hold native libraries, in Maven's repository.
    private static List<Path> enginesJars(String classPath) {
        return Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .filter(jar -> jar.contains("/ai/djl/") || jar.contains("/net/java/dev/jna/"))
                .map(Path::of)
                .filter(LauncherTest::holdsNativeLibraries)
                .toList();
    }

    private static boolean holdsNativeLibraries(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> NATIVE.matcher(entry.getName()).matches());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test // once the command is built, that is how it is
    void theBuiltLibrariesHoldNone() throws IOException {
        Path libraries = Path.of("target/lib");
        if (Files.isDirectory(libraries)) {
            try (Stream<Path> jars = Files.list(libraries)) {
                assertThat(jars.map(jar -> jar.getFileName().toString()))
                        .noneMatch(
                                name -> name.matches("(pytorch-(jni|native)|tokenizers|jna-).*"));
            }
        }
    }
}
