import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// `Image.java ROOT OUT APP.JAR`: makes OUT/runtime, a Java runtime of the modules that the command
/// uses, and OUT/image, the command with that runtime as `jpackage` lays it out. The tools are
/// those of the JDK that runs this file, whatever JDK Maven runs on.
public final class Image {
    /// What no jar names: `jdeps` sees neither services nor what the user's own Java needs.
    private static final List<String> ALSO =
            List.of(
                    "java.net.http",
                    "jdk.compiler", // own equations and integrators in Java
                    "jdk.httpserver",
                    "jdk.jshell",
                    "jdk.zipfs");

    /// The options of the launcher `bugle`.
    private static final List<String> MACHINE =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseParallelGC",
                    "-XX:-UseAdaptiveSizePolicy",
                    "-Xmn256m",
                    "-XX:+IgnoreUnrecognizedVMOptions", // large pages are a matter of Linux alone
                    "-XX:+UseTransparentHugePages");

    private static final String BILL = "bugle.cdx.json";

    private final Path root;
    private final Path built;
    private final Path out;
    private final String mainJar;

    private Image(Path root, Path out, String mainJar) {
        this.root = root;
        this.built = root.resolve("app/target");
        this.out = out;
        this.mainJar = mainJar;
    }

    public static void main(String[] args) throws IOException {
        Image image = new Image(Path.of(args[0]).toRealPath(), Path.of(args[1]), args[2]);
        if (Files.notExists(image.out.resolve(BILL))) {
            throw new IllegalStateException(
                    "there is no bill of materials "
                            + image.out.resolve(BILL)
                            + ", which Maven makes only online: leave out its option -o");
        }
        image.link(image.modules());
        image.pack();
    }

    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>(List.of(built.resolve(mainJar)));
        for (String folder : List.of("lib", "engine")) {
            try (Stream<Path> files = Files.list(built.resolve(folder))) {
                files.sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private Collection<String> modules() throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--print-module-deps",
                                "--ignore-missing-deps",
                                "--multi-release",
                                "base"));
        jars().forEach(jar -> arguments.add(jar.toString()));
        Collection<String> modules = new TreeSet<>(ALSO);
        modules.addAll(List.of(run("jdeps", arguments).strip().split(",")));
        return modules;
    }

    private void link(Collection<String> modules) throws IOException {
        delete(out.resolve("runtime"));
        run(
                "jlink",
                List.of(
                        "--add-modules",
                        String.join(",", modules),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-6",
                        "--generate-cds-archive", // or every start takes longer
                        "--output",
                        out.resolve("runtime").toString()));
    }

    private void pack() throws IOException {
        Path input = out.resolve("input");
        delete(input);
        delete(out.resolve("image"));
        Files.createDirectories(input);
        for (Path jar : jars()) {
            Files.copy(jar, input.resolve(jar.getFileName()));
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type",
                                "app-image",
                                "--name",
                                "bugle",
                                "--input",
                                input.toString(),
                                "--main-jar",
                                mainJar,
                                "--main-class",
                                "org.bugle.app.Main",
                                "--runtime-image",
                                out.resolve("runtime").toString(),
                                "--dest",
                                out.resolve("image").toString()));
        for (String option : MACHINE) {
            arguments.addAll(List.of("--java-options", option));
        }
        for (String content : List.of("LICENSE", "README.md", "docs", "examples")) {
            arguments.addAll(List.of("--app-content", fromHere(root.resolve(content))));
        }
        arguments.addAll(List.of("--app-content", fromHere(root.resolve("dist/licences"))));
        arguments.addAll(List.of("--app-content", fromHere(out.resolve(BILL))));
        run("jpackage", arguments);
        delete(input);
    }

    /// The path from the working folder: `jpackage` would cut a path at a space.
    private static String fromHere(Path path) throws IOException {
        return Path.of("").toRealPath().relativize(path.toRealPath()).toString();
    }

    private static String run(String name, List<String> arguments) {
        ToolProvider tool =
                ToolProvider.findFirst(name)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "this JDK has no "
                                                + name
                                                + ": "
                                                + System.getProperty("java.home")));
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int code = tool.run(writer, writer, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(name + " failed:\n" + output);
        }
        return output.toString();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
