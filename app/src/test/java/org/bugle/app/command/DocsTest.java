package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.config.Description;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.papers.Papers;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Variant;
import org.bugle.app.run.Vocabulary;
import org.bugle.app.train.TrainInput;
import org.bugle.models.parameter.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What the documents say of the command is true: their command lines parse, their run files bind,
/// their links lead somewhere, and their tables of keys are those of the settings.
class DocsTest {
    /// Commands whose argument is a run file.
    private static final Set<String> RUNS = Set.of("run", "check", "converge", "compare");

    private static final Set<String> TRAININGS = Set.of("train", "trials");

    /// A command line and the document it stands in.
    record Line(String document, String command) {
        @Override
        public String toString() {
            return document + ": " + command;
        }
    }

    static List<Line> commandLines() throws IOException {
        return Documents.all().stream()
                .flatMap(each -> each.commands().stream().map(line -> new Line(each.name(), line)))
                .toList();
    }

    static List<Documents.Document> documents() throws IOException {
        return Documents.all();
    }

    /// What has a table of keys, by kind and name.
    static List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        settings().keySet().forEach(kinds::add);
        return kinds;
    }

    private static Map<String, Settings<?>> settings() {
        Map<String, Settings<?>> all = new LinkedHashMap<>();
        Vocabulary.integrators().forEach((name, each) -> all.put("integrators/" + name, each));
        Vocabulary.substeps().forEach((name, each) -> all.put("substeps/" + name, each));
        Vocabulary.truncations().forEach((name, each) -> all.put("truncations/" + name, each));
        Settings.each(MethodSettings.catalogue())
                .forEach((name, each) -> all.put("methods/" + name, each));
        return all;
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void aCommandLineParses(Line line) throws IOException {
        List<String> words = Documents.words(line.command());
        CommandLine bugle =
                Bugle.line(new Interruption()).setCaseInsensitiveEnumValuesAllowed(true);
        ParseResult parsed = bugle.parseArgs(words.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        check(parsed);
    }

    private static void check(ParseResult parsed) throws IOException {
        String command = parsed.commandSpec().name();
        List<String> positionals =
                parsed.matchedPositionals().stream()
                        .flatMap(each -> each.originalStringValues().stream())
                        .toList();
        List<String> assignments = parsed.matchedOptionValue("--set", List.of());
        if (RUNS.contains(command)) {
            for (Path file : inRepository(positionals)) {
                RunInput input = RunInput.read(file, assignments);
                int rank = Plan.of(input).problem().rank();
                for (String words : parsed.matchedOptionValue("--integrators", List.<String>of())) {
                    Variant.integrator(input, rank, words);
                }
            }
        } else if (TRAININGS.contains(command)) {
            for (Path file : inRepository(positionals)) {
                TrainInput.read(file, assignments);
            }
        } else if (command.equals("reproduce") && !positionals.getFirst().equals("all")) {
            var paper = Papers.named(positionals.getFirst());
            positionals.stream().skip(1).forEach(id -> Papers.only(paper, id));
        } else if (command.equals("describe")) {
            assertThat(execute("describe", positionals.getFirst())).isZero();
        }
    }

    private static int execute(String... words) {
        return new Cli(Path.of("")).run(words).code();
    }

    /// The files that belong to the repository; others are the reader's own.
    private static List<Path> inRepository(List<String> names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("docs/") || name.startsWith("examples/")) {
                List<Path> found = matching(name);
                assertThat(found).as(name).isNotEmpty();
                files.addAll(found);
            }
        }
        return files;
    }

    private static List<Path> matching(String name) throws IOException {
        if (!name.contains("*")) {
            return List.of(Documents.ROOT.resolve(name));
        }
        Path folder = Documents.ROOT.resolve(name.substring(0, name.lastIndexOf('/')));
        PathMatcher glob =
                FileSystems.getDefault()
                        .getPathMatcher("glob:" + name.substring(name.lastIndexOf('/') + 1));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> glob.matches(folder.relativize(file))).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Documents.Document document) {
        for (String link : document.links()) {
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty()
                            ? document.file()
                            : document.file().resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s links to %s", document.name(), link).exists();
            if (parts.length == 2 && target.toString().endsWith(".md")) {
                assertThat(Documents.read(target).anchors())
                        .as("%s links to %s", document.name(), link)
                        .contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTableOfKeysIsThatOfTheSettings(String kind) throws IOException {
        String mark = "keys of " + kind;
        List<Documents.Document> pages =
                Documents.all().stream().filter(each -> !each.table(mark).isEmpty()).toList();
        assertThat(pages)
                .as(
                        "the pages with a table behind <!-- %s -->, which should be%n%s",
                        mark, keys(kind))
                .hasSize(1);
        assertThat(pages.getFirst().table(mark))
                .as("%s, %s, which should be%n%s", pages.getFirst().name(), mark, keys(kind))
                .containsExactlyElementsOf(keys(kind).lines().toList());
    }

    /// The table of what `bugle describe` tells of something, without the keys of keys.
    static String keys(String kind) {
        Settings<?> settings = Objects.requireNonNull(settings().get(kind));
        List<Description.Row> rows =
                Description.of(settings).rows().stream()
                        .filter(row -> !row.key().contains("."))
                        .toList();
        if (rows.isEmpty()) {
            return "(none)";
        }
        StringBuilder table = new StringBuilder("| key | value | default | meaning |\n");
        table.append("|---|---|---|---|\n");
        for (Description.Row row : rows) {
            String value = (row.type() + " " + row.range()).strip();
            String shown =
                    row.key().startsWith("substep")
                            ? "see [substeps](substeps.md)"
                            : row.key().equals("truncation")
                                    ? "see [truncation](truncation.md)"
                                    : value;
            String source = row.source().isEmpty() ? "" : " (source: " + row.source() + ")";
            table.append(
                    "| `%s` | %s | %s | %s |%n"
                            .formatted(
                                    row.key(),
                                    shown,
                                    row.fallback().isEmpty()
                                            ? "—"
                                            : row.fallback().equals("required")
                                                    ? "required"
                                                    : "`" + row.fallback() + "`",
                                    (row.doc() + source).replace("|", "\\|")));
        }
        return table.toString().strip();
    }

    @Test
    void theIndexOfMethodsHasThemAll() {
        Documents.Document index = Documents.read(Documents.DOCS.resolve("methods/README.md"));
        for (String kind : settings().keySet()) {
            if (kind.startsWith("integrators/") || kind.startsWith("methods/")) {
                String name = kind.substring(kind.indexOf('/') + 1);
                assertThat(index.text().lines())
                        .as("a row of %s for %s, with a link to its page", index.name(), name)
                        .anyMatch(row ->
                                row.matches("\\| .*`" + name + "`.*")
                                        && row.contains(".md")
                                        && pageOf(row).contains("<!-- keys of " + kind + " -->"));
            }
        }
    }

    private static String pageOf(String row) {
        String name = row.replaceFirst("^.*?\\]\\(([^)#]+).*$", "$1");
        Path page = Documents.DOCS.resolve("methods").resolve(name);
        return Files.exists(page) ? Documents.read(page).text() : "";
    }

    @Test
    void wordsAreThoseOfAShell() {
        assertThat(Documents.words("./bugle run 'a b' --set x=1 # why"))
                .containsExactly("run", "a b", "--set", "x=1");
    }
}
