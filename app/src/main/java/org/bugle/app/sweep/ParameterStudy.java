package org.bugle.app.sweep;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.InputException;
import org.bugle.app.config.Node;
import org.bugle.app.config.TrainFile;
import org.bugle.app.config.YamlSource;
import org.bugle.app.plugin.Plugins;
import org.bugle.app.run.RunInput;
import org.bugle.files.Digest;
import org.bugle.models.parameter.Kind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run file and the cases that are made of it, all of them checked.
///
/// @param problem of the first case
/// @param base where the cases come from
/// @param cases by number
public record ParameterStudy(String problem, Base base, Design design, List<StudyCase> cases) {
    /// So many wrong cases are told one by one.
    private static final int TOLD = 20;

    public ParameterStudy {
        cases = List.copyOf(cases);
    }

    /// The run file of a study.
    ///
    /// @param file its name
    /// @param text what stands in it
    /// @param assignments of `--set`
    public record Base(Path file, String text, List<String> assignments) {
        public Base {
            assignments = List.copyOf(assignments);
        }

        /// @throws InputException if the text is no run file's, or an assignment is wrong
        Node.Mapping source() {
            Node.Mapping source = YamlSource.parse(file.toString(), text);
            if (source.entry(TrainFile.KEY).isPresent() && source.entry("problem").isEmpty()) {
                throw new InputException(
                        file
                                + " is a train file; bugle sweep takes run files, and bugle trials"
                                + " trains several files with several seeds");
            }
            for (String assignment : assignments) {
                source = Assignment.parse(assignment).applyTo(source);
            }
            return source;
        }

        /// The keys that take whole numbers alone.
        ///
        /// @throws InputException if the text is no run file's, or an assignment is wrong
        public Set<String> whole(List<Variation> variations) {
            Node.Mapping source = source();
            return variations.stream()
                    .map(Variation::key)
                    .filter(key -> RunInput.kind(source, key).filter(Base::isWhole).isPresent())
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static boolean isWhole(Kind kind) {
            return switch (kind) {
                case Kind.Whole _ -> true;
                case Kind.Maybe(Kind value) -> isWhole(value);
                case Kind.Many(Kind element) -> isWhole(element);
                default -> false;
            };
        }
    }

    /// Binds every case.
    ///
    /// @throws InputException that tells all cases that are wrong
    public static ParameterStudy of(Base base, Design design) {
        Node.Mapping source = base.source();
        List<StudyCase> cases = new ArrayList<>();
        SequencedMap<String, List<Integer>> wrong = new LinkedHashMap<>();
        String problem = "";
        Plugins plugins = Plugins.NONE;
        for (int number = 1; number <= design.rows().size(); number++) {
            List<String> values = design.rows().get(number - 1);
            try {
                RunInput input = RunInput.of(source, assignments(design.keys(), values), plugins);
                plugins = input.plugins();
                problem = problem.isEmpty() ? input.file().problem() : problem;
                cases.add(StudyCase.of(number, values, input));
            } catch (InputException e) {
                wrong.computeIfAbsent(String.valueOf(e.getMessage()), _ -> new ArrayList<>())
                        .add(number);
            }
        }
        if (!wrong.isEmpty()) {
            throw new InputException(sentences(wrong, design.rows().size()));
        }
        return new ParameterStudy(problem, base, design, cases);
    }

    private static List<Assignment> assignments(List<String> keys, List<String> values) {
        List<Assignment> assignments = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            if (!values.get(k).isEmpty()) {
                assignments.add(Assignment.of("--over " + keys.get(k), keys.get(k), values.get(k)));
            }
        }
        return assignments;
    }

    private static String sentences(SequencedMap<String, List<Integer>> wrong, int cases) {
        List<String> lines = wrong.entrySet().stream().map(each -> sentence(each, cases)).toList();
        String more = lines.size() > TOLD ? "\n… and %d more".formatted(lines.size() - TOLD) : "";
        return lines.stream().limit(TOLD).collect(Collectors.joining("\n")) + more;
    }

    private static String sentence(Map.Entry<String, List<Integer>> wrong, int cases) {
        List<Integer> numbers = wrong.getValue();
        if (numbers.size() == cases && cases > 1) {
            return "all %d cases: %s".formatted(cases, wrong.getKey());
        }
        Stream<String> first = numbers.stream().limit(TOLD).map(String::valueOf);
        return "case%s %s%s: %s"
                .formatted(
                        numbers.size() == 1 ? "" : "s",
                        first.collect(Collectors.joining(", ")),
                        numbers.size() > TOLD ? ", … (%d in all)".formatted(numbers.size()) : "",
                        wrong.getKey());
    }

    /// By which a study is known again: the same cases in the same order.
    public String digest() {
        return Digest.of(
                Stream.concat(
                                Stream.of(String.join(",", design.keys())),
                                cases.stream().map(StudyCase::digest))
                        .collect(Collectors.joining("\n")));
    }
}
