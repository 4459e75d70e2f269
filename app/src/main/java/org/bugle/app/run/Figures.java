package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Samples;
import org.bugle.files.History;
import org.bugle.linalg.Matrix;
import org.bugle.models.Field;
import org.bugle.models.Grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The plots of a run that do not depend on the format of its solution.
final class Figures {
    /// At most so many rows and columns of the solution are drawn.
    static final int CELLS = 400;

    /// At most so many points of a curve over a grid.
    private static final int POINTS = 2000;

    /// At most about so many values of one field, over all its times.
    private static final int CURVE_VALUES = 60_000;

    /// At most so many singular values over time.
    private static final int SINGULAR_VALUES = 40;

    /// At most so many times of a picture over two directions.
    static final int FRAMES = 12;

    private Figures() {}

    /// Indices from 0 to n − 1, all or about equally spaced with both ends.
    static int[] indices(int n, int most) {
        if (n <= most) {
            return IntStream.range(0, n).toArray();
        }
        return IntStream.range(0, most)
                .map(k -> (int) Math.round((double) k * (n - 1) / (most - 1)))
                .toArray();
    }

    /// The grid's points where they increase, as a plot wants them; else the numbers of the points.
    static Plot.Grid grid(Grid grid, int[] indices) {
        double[] points = points(grid, indices);
        boolean increasing =
                IntStream.range(1, points.length).allMatch(k -> points[k] > points[k - 1]);
        return increasing
                ? new Plot.Grid(grid.name(), grid.unit(), Samples.of(points))
                : Plot.Grid.of(
                        "number of " + grid.name(),
                        IntStream.of(indices).asDoubleStream().toArray());
    }

    private static double[] points(Grid grid, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> grid.points().get(i, 0)).toArray();
    }

    /// A field at several times: curves, or frames of a picture over two directions.
    static Plot field(Field<?> field, List<Shot> shots) {
        return field.grid().directions().size() == 2 ? picture(field, shots) : curves(field, shots);
    }

    private static Plot picture(Field<?> field, List<Shot> shots) {
        Grid x = field.grid().directions().getFirst();
        Grid y = field.grid().directions().getLast();
        int[] across = indices(x.size(), CELLS);
        int[] up = indices(y.size(), CELLS);
        List<Plot.Frame> frames = new ArrayList<>();
        for (int k : indices(shots.size(), FRAMES)) {
            Matrix values = shots.get(k).field(field.name());
            Matrix picture =
                    Matrix.generate(
                            across.length,
                            up.length,
                            (i, j) -> values.get(across[i] * y.size() + up[j], 0));
            frames.add(Plot.Frame.of(shots.get(k).time(), picture.toRows()));
        }
        return new Plot.HeatMap(
                field.name(), grid(x, across), grid(y, up), Axis.linear(field.name()), frames);
    }

    private static Plot curves(Field<?> field, List<Shot> shots) {
        int[] indices = indices(field.grid().size(), POINTS);
        List<Plot.Moment> frames = new ArrayList<>();
        for (int k : indices(shots.size(), Math.max(2, CURVE_VALUES / indices.length))) {
            Matrix values = shots.get(k).field(field.name());
            frames.add(
                    Plot.Moment.of(
                            shots.get(k).time(),
                            IntStream.of(indices).mapToDouble(i -> values.get(i, 0)).toArray()));
        }
        return new Plot.Curves(
                field.name(),
                Axis.linear(field.grid().name()).in(field.grid().unit()),
                Axis.linear(field.name()),
                Samples.of(points(field.grid(), indices)),
                frames);
    }

    /// σ₁, σ₂, … over time; a curve has no points where the rank is below its number.
    ///
    /// @param whole shots with factors
    static Plot singularValues(List<Shot> whole) {
        List<Spectrum> spectra =
                whole.stream().map(Shot::spectrum).flatMap(Optional::stream).toList();
        double[] times = whole.stream().mapToDouble(Shot::time).toArray();
        int most = spectra.stream().mapToInt(s -> s.singularValues().size()).max().orElse(0);
        List<Plot.Series> series = new ArrayList<>();
        for (int j = 0; j < Math.min(most, SINGULAR_VALUES); j++) {
            int number = j;
            int[] there =
                    IntStream.range(0, times.length)
                            .filter(k -> spectra.get(k).singularValues().size() > number)
                            .toArray();
            series.add(
                    Plot.Series.of(
                            "σ" + (j + 1),
                            IntStream.of(there).mapToDouble(k -> times[k]).toArray(),
                            IntStream.of(there)
                                    .mapToDouble(k -> spectra.get(k).singularValues().get(number))
                                    .toArray()));
        }
        return new Plot.Lines(
                "Singular values", Axis.linear("time"), Axis.log("singular value"), series);
    }

    /// One quantity of the history over time.
    static Plot over(
            History history, String name, Axis axis, ToDoubleFunction<History.Entry> value) {
        return new Plot.Lines(
                name,
                Axis.linear("time"),
                axis,
                List.of(
                        Plot.Series.of(
                                name,
                                history.entries().stream()
                                        .mapToDouble(e -> e.row().time())
                                        .toArray(),
                                history.entries().stream().mapToDouble(value).toArray())));
    }
}
