package org.bugle.app.command;

import org.bugle.app.citation.Work;
import org.bugle.app.citation.Works;
import org.bugle.app.config.InputException;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.config.Nearest;
import org.bugle.app.config.Node;
import org.bugle.app.config.YamlSource;
import org.bugle.app.papers.Papers;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Version;
import org.bugle.app.run.Vocabulary;
import org.bugle.app.train.TrainInput;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `bugle cite`: BibTeX of the works behind names, or behind what a folder holds.
@Command(
        name = "cite",
        description = {
            "Prints BibTeX of the works that integrators, training methods, problems and papers"
                    + " come",
            "from, or those behind the run, training or study in a folder. Without a name, lists"
                    + " those that there are."
        })
final class Cite implements Runnable {
    private static final String BUGLE = "bugle";

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PluginOptions plugins = new PluginOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME|DIR",
            description =
                    "Names that `bugle list` prints, arXiv numbers, bugle itself, or folders.")
    private List<String> names = new ArrayList<>();

    private final Works works = Works.all();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Map<String, Work>> known = known();
        if (names.isEmpty()) {
            list(out, known);
            return;
        }
        Map<String, Work> found = new LinkedHashMap<>();
        boolean bugle = false;
        for (String name : names) {
            if (name.equals(BUGLE)) {
                bugle = true;
            } else if (known.containsKey(name)) {
                found.putAll(known.getOrDefault(name, Map.of()));
            } else if (!works.ofArxiv(name).isEmpty()) {
                found.putAll(works.ofArxiv(name));
            } else if (Files.isDirectory(Path.of(name))) {
                bugle = true;
                found.putAll(ofFolder(Path.of(name), known));
            } else {
                throw unknown(name, known);
            }
        }
        List<String> entries = new ArrayList<>();
        if (bugle) {
            entries.add(Works.ofBugle(Version.current()));
        }
        found.forEach((key, work) -> entries.add(work.bibtex(key)));
        out.print(String.join("\n", entries));
        out.flush();
    }

    private static InputException unknown(String name, Map<String, Map<String, Work>> known) {
        List<String> candidates = new ArrayList<>(List.of(BUGLE));
        candidates.addAll(known.keySet());
        return new InputException(
                "'%s' is neither a name with a work behind it nor a folder%s"
                        .formatted(name, Nearest.hint(name, candidates, candidates)));
    }

    private void list(PrintWriter out, Map<String, Map<String, Work>> known) {
        Table table = new Table("name", "works");
        table.add(BUGLE, BUGLE);
        known.forEach((name, each) -> table.add(name, String.join(", ", each.keySet())));
        table.print(out);
        out.flush();
    }

    /// The works by the names that have some, in the order in which they are listed.
    private Map<String, Map<String, Work>> known() {
        Map<String, Map<String, Work>> all = new LinkedHashMap<>();
        Vocabulary.integrators().keySet().forEach(name -> add(all, name, works.of(name)));
        MethodSettings.catalogue().keySet().forEach(name -> add(all, name, works.of(name)));
        for (Paper paper : Papers.all()) {
            add(all, paper.name(), works.ofArxiv(paper.arxiv()));
        }
        Vocabulary.problems().forEach((name, settings) -> add(all, name, ofProblem(settings)));
        return all;
    }

    private static void add(
            Map<String, Map<String, Work>> all, String name, Map<String, Work> works) {
        if (!works.isEmpty()) {
            all.computeIfAbsent(name, _ -> new LinkedHashMap<>()).putAll(works);
        }
    }

    /// The papers that a problem's keys name as the sources of their defaults.
    private Map<String, Work> ofProblem(Settings<?> problem) {
        String sources = String.join(" ", problem.keys().stream().map(Setting::source).toList());
        Map<String, Work> found = new LinkedHashMap<>();
        for (Paper paper : Papers.all()) {
            if (Pattern.compile("(?<![\\w-])" + paper.name() + "(?![\\w-])")
                    .matcher(sources)
                    .find()) {
                found.putAll(works.ofArxiv(paper.arxiv()));
            }
        }
        return found;
    }

    private Map<String, Work> ofFolder(Path folder, Map<String, Map<String, Work>> known) {
        Path file =
                Stream.of("run.yaml", "base.yaml")
                        .map(folder::resolve)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElseThrow(() ->
                                new InputException(
                                        folder
                                                + " holds no run, training or study: it has neither"
                                                + " run.yaml nor base.yaml"));
        Node.Mapping source = YamlSource.read(file);
        if (TrainInput.isMeant(source)) {
            return works.of(TrainInput.read(file, List.of()).method());
        }
        RunInput input = RunInput.again(file, plugins.paths());
        Map<String, Work> found = new LinkedHashMap<>(works.of(input.integrator().name()));
        Optional.ofNullable(known.get(input.file().problem())).ifPresent(found::putAll);
        return found;
    }
}
