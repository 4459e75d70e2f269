package org.bugle.benchmarks;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.PlotImage;
import org.bugle.files.AtomicFile;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The page of the manual that shows how the cost of a step grows, with its pictures.
///
/// @param groups what is drawn in one pair of pictures; all of a group have the same parameter
record ScalingPage(LocalDate date, Machine machine, List<List<Scaling.Result>> groups) {
    /// The text; it shows the pictures that [#figures] names.
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # How the cost of a step grows

                Time and memory of one step against the size of the problem, on one thread; each line has the exponent p of the fit
                c xᵖ over all of its points. Measured on %s (%s, %s) by the command of `benchmarks/README.md`; the steps are those of
                its classes. *Memory* is what a step allocates, on all threads together.
                """
                        .formatted(date, machine.processor(), machine.java()));
        for (List<Scaling.Result> group : groups) {
            String parameter = group.getFirst().scaling().parameter();
            text.append("\n## Against %s\n\n".formatted(parameter));
            for (String quantity : List.of("time", "memory")) {
                text.append(
                        "![%s of a step against %s](scaling/%s)\n"
                                .formatted(quantity, parameter, file(quantity, parameter)));
            }
            text.append(
                    "\n| step | %s | time | p | memory | p |\n|---|---|---|---|---|---|\n"
                            .formatted(parameter));
            group.forEach(result -> text.append(row(result)));
        }
        return text.toString();
    }

    private static String row(Scaling.Result result) {
        return "| %s | %s | %s | %.2f | %s | %.2f |\n"
                .formatted(
                        result.scaling().title(),
                        ends(result.scaling().values().stream().map(String::valueOf).toList()),
                        ends(
                                result.costs().stream()
                                        .map(c -> ResultsPage.milliseconds(c.milliseconds()))
                                        .toList()),
                        result.exponent(TimedStep.Cost::milliseconds),
                        ends(
                                result.costs().stream()
                                        .map(c -> ResultsPage.megabytes(c.allocated()))
                                        .toList()),
                        result.exponent(TimedStep.Cost::allocated));
    }

    private static String ends(List<String> values) {
        return values.getFirst() + " … " + values.getLast();
    }

    private static String title(String quantity, String parameter) {
        return quantity + " of a step over " + parameter;
    }

    private static String file(String quantity, String parameter) {
        return title(quantity, parameter).replace(' ', '-') + ".svg";
    }

    /// Writes the pictures into a folder.
    void figures(Path folder) {
        for (List<Scaling.Result> group : groups) {
            draw(folder, group, "time", "ms", TimedStep.Cost::milliseconds);
            draw(folder, group, "memory", "MB", cost -> cost.allocated() / 1e6);
        }
    }

    private static void draw(
            Path folder,
            List<Scaling.Result> group,
            String quantity,
            String unit,
            ToDoubleFunction<TimedStep.Cost> value) {
        String parameter = group.getFirst().scaling().parameter();
        Plot plot =
                new Plot.Lines(
                        title(quantity, parameter),
                        Axis.log(parameter),
                        Axis.log(quantity).in(unit),
                        group.stream().map(result -> series(result, value)).toList());
        AtomicFile.write(folder.resolve(file(quantity, parameter)), PlotImage.svg(plot));
    }

    private static Plot.Series series(
            Scaling.Result result, ToDoubleFunction<TimedStep.Cost> value) {
        Scaling scaling = result.scaling();
        return Plot.Series.of(
                "%s: p = %.2f".formatted(scaling.title(), result.exponent(value)),
                scaling.values().stream().mapToDouble(x -> x).toArray(),
                result.costs().stream().mapToDouble(value).toArray());
    }
}
