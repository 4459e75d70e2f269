package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class RemarksTest {
    private static final double[] MIXED = {1, 0, -2, Double.NaN, Double.NEGATIVE_INFINITY, 3};

    @Test
    void pointsThatALogarithmicAxisCannotShowAreCounted() {
        assertThat(Remarks.of(lines(Axis.linear("t"), Axis.log("error"))))
                .containsExactly(
                        "4 of 6 points not drawn: 2 not finite, 2 not positive on a logarithmic"
                                + " scale.");
        assertThat(Remarks.of(lines(Axis.log("h"), Axis.log("error")))) // x = 0 falls out as well
                .containsExactly(
                        "5 of 6 points not drawn: 2 not finite, 3 not positive on a logarithmic"
                                + " scale.");
        assertThat(Remarks.of(lines(Axis.linear("t"), Axis.linear("error"))))
                .containsExactly("2 of 6 points not drawn: 2 not finite.");
    }

    @Test
    void barsAndCellsAreCountedOverAllGroupsAndFrames() {
        List<String> labels = List.of("a", "b", "c", "d", "e", "f");
        var groups = List.of(Plot.Group.of("g", MIXED), Plot.Group.of("h", MIXED));
        assertThat(Remarks.of(new Plot.Bars("b", labels, Axis.log("s"), groups)))
                .containsExactly(
                        "8 of 12 bars not drawn: 4 not finite, 4 not positive on a logarithmic"
                                + " scale.");
        Plot.Frame frame = Plot.Frame.of(0, new double[][] {MIXED});
        assertThat(
                        Remarks.of(
                                new Plot.HeatMap(
                                        "m",
                                        grid(1),
                                        grid(6),
                                        Axis.log("f"),
                                        List.of(frame, frame))))
                .containsExactly(
                        "8 of 12 cells not drawn: 4 not finite, 4 not positive on a logarithmic"
                                + " scale.");
    }

    @Test
    void curvesAndTreesAreCountedOverAllTimes() {
        var frames = List.of(Plot.Moment.of(0, MIXED), Plot.Moment.of(1, MIXED));
        Samples points = Samples.of(0, 1, 2, 3, 4, 5);
        Axis y = Axis.log("f");
        assertThat(Remarks.of(new Plot.Curves("c", Axis.linear("x"), y, points, frames)))
                .containsExactly(
                        "8 of 12 points not drawn: 4 not finite, 4 not positive on a logarithmic"
                                + " scale.");
        List<Plot.Node> nodes =
                IntStream.range(0, 7).mapToObj(k -> new Plot.Node(k < 6 ? k + 1 : -1, "")).toList();
        assertThat(Remarks.of(new Plot.Tree("t", nodes, y, frames)))
                .containsExactly(
                        "8 of 12 values not drawn: 4 not finite, 4 not positive on a logarithmic"
                                + " scale.");
    }

    @Test
    void averagingOfLargeHeatMapsIsStated() {
        assertThat(Remarks.of(map(200, 200))).isEmpty();
        assertThat(map(200, 201).block()).containsExactly(1, 2);
        assertThat(Remarks.of(map(600, 401)))
                .containsExactly("Drawn as averages over blocks of 3×3 of the 600×401 cells.");
    }

    private static Plot.Lines lines(Axis x, Axis y) {
        double[] steps = {0, 1, 2, 3, 4, 5};
        return new Plot.Lines("l", x, y, List.of(Plot.Series.of("s", steps, MIXED)));
    }

    private static Plot.Grid grid(int points) {
        return Plot.Grid.of("x", IntStream.range(0, points).asDoubleStream().toArray());
    }

    private static Plot.HeatMap map(int nx, int ny) {
        double[][] values = new double[nx][ny];
        Arrays.stream(values).forEach(row -> Arrays.fill(row, 1));
        return new Plot.HeatMap(
                "m", grid(nx), grid(ny), Axis.linear("f"), List.of(Plot.Frame.of(0, values)));
    }
}
