package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Samples;
import org.bugle.files.History;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The plots of a run. The solution is looked at through chosen rows and columns of its factors and
/// never becomes an m×n array.
final class Figures {
    /// At most so many rows and columns of the solution are drawn.
    static final int CELLS = 400;

    /// At most so many points of a curve over a grid.
    private static final int POINTS = 2000;

    /// At most so many curves of one field, and singular values over time.
    private static final int CURVES = 6;

    private static final int SINGULAR_VALUES = 40;

    /// At most so many times of a field over two directions.
    private static final int FRAMES = 12;

    private Figures() {}

    /// The solution in colour: its entries, or real part and modulus where it is complex.
    static List<Plot> solution(MatrixProblem problem, double time, LowRankMatrix y) {
        int[] rows = indices(problem.m(), CELLS);
        int[] columns = indices(problem.n(), CELLS);
        Matrix values = rows(y.u(), rows).times(y.s()).timesAdjoint(rows(y.v(), columns));
        Plot.Grid down = grid(problem.rows(), rows);
        Plot.Grid across = grid(problem.columns(), columns);
        if (!values.isComplex()) {
            return List.of(heatMap("Solution at the end", down, across, "Y", time, values));
        }
        Matrix modulus =
                Matrix.generate(values.rows(), values.cols(), (i, j) -> values.at(i, j).abs());
        return List.of(
                heatMap("Modulus at the end", down, across, "|Y|", time, modulus),
                heatMap("Real part at the end", down, across, "Re Y", time, values.real()));
    }

    private static Plot heatMap(
            String title, Plot.Grid x, Plot.Grid y, String name, double time, Matrix values) {
        return new Plot.HeatMap(
                title, x, y, Axis.linear(name), List.of(Plot.Frame.of(time, values.toRows())));
    }

    /// Indices from 0 to n − 1, all or about equally spaced with both ends.
    static int[] indices(int n, int most) {
        if (n <= most) {
            return IntStream.range(0, n).toArray();
        }
        return IntStream.range(0, most)
                .map(k -> (int) Math.round((double) k * (n - 1) / (most - 1)))
                .toArray();
    }

    private static Matrix rows(Matrix a, int[] indices) {
        return a.transpose().columns(indices).transpose();
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
        double[] x = points(field.grid(), indices);
        List<Plot.Series> series = new ArrayList<>();
        for (int k : indices(shots.size(), CURVES)) {
            Matrix values = shots.get(k).field(field.name());
            series.add(
                    Plot.Series.of(
                            "t = " + Numbers.brief(shots.get(k).time(), 4),
                            x,
                            IntStream.of(indices).mapToDouble(i -> values.get(i, 0)).toArray()));
        }
        return new Plot.Lines(
                field.name(),
                Axis.linear(field.grid().name()).in(field.grid().unit()),
                Axis.linear(field.name()),
                series);
    }

    /// σ₁, σ₂, … over time; a curve has no points where the rank is below its number.
    static Plot singularValues(List<Shot> shots) {
        int most = shots.stream().mapToInt(shot -> shot.singularValues().size()).max().orElse(0);
        List<Plot.Series> series = new ArrayList<>();
        for (int j = 0; j < Math.min(most, SINGULAR_VALUES); j++) {
            int number = j;
            List<Shot> there =
                    shots.stream().filter(s -> s.singularValues().size() > number).toList();
            series.add(
                    Plot.Series.of(
                            "σ" + (j + 1),
                            there.stream().mapToDouble(Shot::time).toArray(),
                            there.stream()
                                    .mapToDouble(shot -> shot.singularValues().get(number))
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
