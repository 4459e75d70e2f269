package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.command.Bugle;
import org.bugle.app.run.Interruption;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Pages of small runs of every sort, made by the command, and one of many figures.
final class ReportPages {
    private static final Map<String, String> RUNS =
            Map.of(
                    "matrix",
                    """
                    problem: vlasov/landau-1d1v
                    parameters: {points: [24, 32]}
                    integrator: {name: midpoint-bug}
                    time: {end: 0.4, steps: 8}
                    output: {every: 2}
                    """,
                    "tree",
                    """
                    problem: spin/ising
                    parameters: {sites: 6, tree: balanced, coupling: 1.0, field: 1.0, initial: up}
                    integrator: {name: parallel-bug, truncation: {absolute: 1e-4}}
                    time: {end: 0.5, steps: 10}
                    output: {fields: [magnetisation, entropy], every: 2}
                    """,
                    "field",
                    """
                    problem: radiative-transfer/plane-source
                    parameters: {cells: 100, moments: 20, width: 0.1}
                    integrator: {name: augmented-bug, truncation: {relative: 1e-4}}
                    time: {end: 0.3, steps: 30}
                    reference: none
                    """);

    private static final String TRAINING =
            """
            task: train/patterns
            method: {name: geolora, rank: 6, tolerance: 0.1, steps: 3}
            optimiser: {name: sgd, rate: 0.1, momentum: 0.3}
            epochs: 2
            batch: 60
            seed: 7
            """;

    private static final String STUDY =
            """
            problem: riccati
            integrator: {name: augmented-bug, truncation: {relative: 1e-8}}
            time: {end: 0.5, steps: 20}
            """;

    private ReportPages() {}

    /// The pages by their names.
    static Map<String, Path> write(Path folder) throws IOException {
        Map<String, Path> pages = new LinkedHashMap<>();
        for (Map.Entry<String, String> run : RUNS.entrySet()) {
            String name = run.getKey();
            pages.put(name, command(folder, name, "run", run.getValue(), "--quiet"));
        }
        pages.put("training", command(folder, "training", "train", TRAINING, "--quiet"));
        pages.put("study", command(folder, "study", "converge", STUDY, "--steps", "10,20,40"));
        Path many = folder.resolve("many.html");
        Files.writeString(many, new ReportWriter().write(many()));
        pages.put("many", many);
        return pages;
    }

    private static Path command(
            Path folder, String name, String command, String input, String... options)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), input);
        Path out = folder.resolve(name);
        List<String> words =
                new ArrayList<>(List.of(command, file.toString(), "--out", out.toString()));
        words.addAll(List.of(options));
        StringWriter err = new StringWriter();
        int code =
                Bugle.execute(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        new Interruption(),
                        words.toArray(String[]::new));
        assertThat(code).as("%s: %s", name, err).isZero();
        return out.resolve("report.html");
    }

    /// A page of eight sections as the report over all papers has them, with what is hard to draw:
    /// trees of up to 64 leaves, many curves, long names, bars, no value at all.
    private static Report many() {
        List<Report.Section> sections = new ArrayList<>();
        for (int leaves : new int[] {4, 9, 16, 33, 64}) {
            sections.add(section(leaves + " leaves", tree(leaves), tree(leaves)));
        }
        sections.add(section("Curves", curves(40), curves(3), empty()));
        sections.add(section("Bars", bars(3), bars(14)));
        sections.add(section("Logarithms", errors()));
        return new Report("Many figures", List.of(), List.of(), sections, "", List.of());
    }

    private static Report.Section section(String title, Plot... plots) {
        return new Report.Section(title, List.of(plots));
    }

    static Plot.Tree tree(int leaves) {
        List<Plot.Node> nodes = new ArrayList<>();
        addBalanced(nodes, 0, leaves);
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(leaves);
        List<Plot.Moment> frames = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            double[] ranks = new double[nodes.size() - 1];
            for (int edge = 0; edge < ranks.length; edge++) {
                ranks[edge] = random.nextInt(1, 100);
            }
            frames.add(Plot.Moment.of(0.5 * k, ranks));
        }
        return new Plot.Tree("ranks", nodes, Axis.linear("rank"), frames);
    }

    private static int addBalanced(List<Plot.Node> nodes, int from, int to) {
        if (to - from == 1) {
            nodes.add(new Plot.Node(Plot.Node.NONE, "x" + from));
            return nodes.size() - 1;
        }
        int middle = (from + to) / 2;
        int left = addBalanced(nodes, from, middle);
        int right = addBalanced(nodes, middle, to);
        for (int child : new int[] {left, right}) {
            nodes.set(child, new Plot.Node(nodes.size(), nodes.get(child).label()));
        }
        nodes.add(new Plot.Node(Plot.Node.NONE, ""));
        return nodes.size() - 1;
    }

    private static Plot curves(int count) {
        List<Plot.Series> series = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] x = {0, 1.5, 3, 4.7};
            double[] y = {k, k + 1, k + 0.5, 1.5 * k};
            series.add(Plot.Series.of("a curve with quite a long name, number " + k, x, y));
        }
        return new Plot.Lines(
                count + " curves", Axis.linear("time").in("s"), Axis.linear("height"), series);
    }

    private static Plot empty() {
        double[] nothing = {0, 0};
        return new Plot.Lines(
                "nothing",
                Axis.linear("time"),
                Axis.log("error"),
                List.of(Plot.Series.of("error", new double[] {0, 1}, nothing)));
    }

    private static Plot errors() {
        double[] h = {1e-3, 1e-2, 1e-1};
        double[] error = {1e-14, 1e-8, 1e-2};
        return new Plot.Lines(
                "order",
                Axis.log("step size"),
                Axis.log("relative error"),
                List.of(Plot.Series.of("midpoint", h, error)));
    }

    private static Plot bars(int count) {
        List<String> labels = new ArrayList<>();
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            labels.add("integrator " + k);
            values[k] = k + 1;
        }
        return new Plot.Bars(
                count + " bars",
                labels,
                Axis.linear("wall time").in("s"),
                List.of(Plot.Group.of("bug", values)));
    }
}
