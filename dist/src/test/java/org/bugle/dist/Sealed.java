package org.bugle.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A place with nothing but the archive: no network, the archive read-only, an empty home folder in
/// place of the user's, none of the machine's JDKs, and on the PATH only what the launcher calls.
///
/// Linux alone has such a place (`unshare`); where it is refused, the tests fail.
///
/// @param archive the unpacked archive
/// @param home the empty home folder
/// @param path the folder with the launcher's programs
/// @param work where commands run and write
record Sealed(Path archive, Path home, Path path, Path work) {
    private static final List<String> PROGRAMS = List.of("readlink", "grep"); // of the launcher

    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private static final Path HOME = Path.of(System.getProperty("user.home"));

    /// Takes the archive, the empty home, the user's home, the folder of JDKs, the PATH and the
    /// folder to work in, then the command.
    private static final String SEAL =
            """
            mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 125
            mount --bind "$2" "$3" && mount -t tmpfs none "$4" && cd "$6" || exit 125
            home=$3 path=$5
            shift 6
            exec /usr/bin/env -i HOME="$home" PATH="$path" "$@"
            """;

    static Sealed in(Path folder) throws IOException, InterruptedException {
        Path path = Files.createDirectories(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(path.resolve(program), onThePath(program));
        }
        return new Sealed(
                Distribution.unpackInto(folder),
                Files.createDirectories(folder.resolve("home")),
                path,
                Files.createDirectories(folder.resolve("work")));
    }

    private static Path onThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + program + " on the PATH"));
    }

    /// The output of the archive's command.
    String bugle(String... words) throws IOException, InterruptedException {
        return bugleWith("", words);
    }

    /// @param input what the command reads
    String bugleWith(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(archive.resolve("bugle").toString()));
        command.addAll(List.of(words));
        return run(input, command);
    }

    String run(String input, List<String> command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("unshare", "--map-root-user", "--net"));
        all.addAll(List.of("--mount", "/bin/sh", "-c", SEAL, "sealed"));
        Path parent = JAVA.getParent();
        for (Path part : List.of(archive, home, HOME, parent == null ? JAVA : parent, path, work)) {
            all.add(part.toString());
        }
        all.addAll(command);
        return Distribution.output(new ProcessBuilder(all), input);
    }
}
