package org.bugle.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The documents of the repository, README and all of `docs`, as tests see them.
final class Documents {
    /// Where commands of the documents run.
    static final Path ROOT = Path.of("..");

    static final Path DOCS = ROOT.resolve("docs");

    private static final Pattern FENCED =
            Pattern.compile("(?ms)^```(\\w*)[^\\n]*\\n(.*?)^```[ ]*$");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"|href=\"([^\"]+)\"");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

    private Documents() {}

    /// One of them.
    record Document(Path file, String text) {
        /// As it stands in messages.
        String name() {
            return ROOT.relativize(file).toString();
        }

        /// The command lines of `bugle` in its blocks of shell commands, continued lines as one.
        List<String> commands() {
            List<String> commands = new ArrayList<>();
            Matcher blocks = FENCED.matcher(text);
            while (blocks.find()) {
                if (blocks.group(1).equals("sh")) {
                    blocks.group(2)
                            .replaceAll("\\\\\\n\\s*", " ")
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.matches("(\\./)?bugle .*"))
                            .forEach(commands::add);
                }
            }
            return commands;
        }

        /// What its links and images name in the repository.
        List<String> links() {
            return LINK.matcher(prose())
                    .results()
                    .map(link ->
                            Stream.of(1, 2, 3)
                                    .map(link::group)
                                    .filter(each -> each != null)
                                    .findFirst()
                                    .orElse(""))
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .toList();
        }

        /// The anchors of its headings, as GitHub makes them.
        List<String> anchors() {
            return prose().lines()
                    .filter(line -> line.matches("#+ .*"))
                    .map(line ->
                            line.replaceFirst("#+ ", "")
                                    .strip()
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                    .replace(' ', '-'))
                    .toList();
        }

        /// The text without code.
        private String prose() {
            return FENCED.matcher(text).replaceAll("").replaceAll("`[^`\\n]*`", "");
        }

        /// The lines of the table behind the comment `<!-- MARK -->`, empty if there is none.
        List<String> table(String mark) {
            List<String> lines = text.lines().toList();
            int start = lines.indexOf("<!-- " + mark + " -->");
            return start < 0
                    ? List.of()
                    : lines.subList(start + 1, lines.size()).stream()
                            .takeWhile(line -> line.startsWith("|") || line.equals("(none)"))
                            .toList();
        }
    }

    /// All of them.
    static List<Document> all() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            files.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Documents::read)
                    .toList();
        }
    }

    static Document read(Path file) {
        try {
            return new Document(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The words behind `bugle`, up to what only the shell sees.
    static List<String> words(String command) {
        return WORD.matcher(command.replaceFirst("^(\\./)?bugle", ""))
                .results()
                .map(word ->
                        Stream.of(1, 2, 3)
                                .map(word::group)
                                .filter(each -> each != null)
                                .findFirst()
                                .orElse(""))
                .takeWhile(word -> !word.matches("[|>#;&].*"))
                .toList();
    }
}
