package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;

class PlotTest {
    private static final Plot.Grid X = Plot.Grid.of("x", 0, 1, 2);
    private static final Plot.Grid Y = Plot.Grid.of("y", 0, 1);
    private static final Axis VALUE = Axis.linear("f");

    @Test
    void shapesThatDoNotFitAreRefused() {
        refused(
                () -> Plot.Series.of("error", new double[3], new double[4]),
                "Series 'error': x and y must have the same length, found 3 and 4");
        refused(
                () -> new Plot.HeatMap("f", X, Y, VALUE, List.of()),
                "HeatMap 'f': at least one frame is needed, found none");
        var transposed = List.of(Plot.Frame.of(0.5, new double[2][3]));
        refused(
                () -> new Plot.HeatMap("f", X, Y, VALUE, transposed),
                "HeatMap 'f': the frame at t = 0.5 must hold 3 rows of 2 values,"
                        + " found 2 rows of [3]");
        var tooWide = List.of(Plot.Frame.of(0.5, new double[3][3]));
        refused(
                () -> new Plot.HeatMap("f", X, Y, VALUE, tooWide),
                "HeatMap 'f': the frame at t = 0.5 must hold 3 rows of 2 values,"
                        + " found 3 rows of [3]");
        refused(
                () ->
                        new Plot.Bars(
                                "seconds",
                                List.of("a", "b"),
                                VALUE,
                                List.of(Plot.Group.of("g", 1))),
                "Bars 'seconds': group 'g' must have a value for each of 2 labels, found 1");
    }

    @Test
    void framesOfCurvesAndTreesHaveAValueForEveryPointAndEdge() {
        Samples points = Samples.of(0, 1, 2);
        refused(
                () -> new Plot.Curves("f", VALUE, VALUE, points, List.of()),
                "Curves 'f': at least one frame is needed, found none");
        refused(
                () ->
                        new Plot.Curves(
                                "f", VALUE, VALUE, points, List.of(Plot.Moment.of(0.5, 1, 2))),
                "Curves 'f': the frame at t = 0.5 must hold 3 values, found 2");
        List<Plot.Node> nodes =
                List.of(new Plot.Node(2, "x"), new Plot.Node(2, "y"), new Plot.Node(-1, ""));
        refused(
                () -> new Plot.Tree("r", nodes, VALUE, List.of(Plot.Moment.of(0.5, 1, 2, 3))),
                "Tree 'r': the frame at t = 0.5 must hold 2 values, found 3");
    }

    @Test
    void nodesStandInPostOrder() {
        var frames = List.of(Plot.Moment.of(0, 1, 2));
        var rootFirst =
                List.of(new Plot.Node(-1, ""), new Plot.Node(0, "x"), new Plot.Node(0, "y"));
        refused(
                () -> new Plot.Tree("r", rootFirst, VALUE, frames),
                "Tree 'r': a parent must come after its child, found -1 above node 0 of 3");
        var rootless = List.of(new Plot.Node(2, "x"), new Plot.Node(2, "y"), new Plot.Node(3, ""));
        refused(
                () -> new Plot.Tree("r", rootless, VALUE, frames),
                "Tree 'r': a parent must come after its child, found 3 above node 2 of 3");
    }

    @Test
    void timesAreFinite() {
        refused(
                () -> Plot.Moment.of(Double.POSITIVE_INFINITY, 1),
                "Moment: time must be finite, found Infinity");
        refused(
                () -> Plot.Frame.of(Double.NaN, new double[1][1]),
                "Frame: time must be finite, found NaN");
    }

    @Test
    void gridsIncrease() {
        refused(() -> Plot.Grid.of("x"), "Grid 'x': at least one point is needed, found none");
        refused(
                () -> Plot.Grid.of("x", 0, 1, 1),
                "Grid 'x': points must be finite and increase, found 1.0 at index 2");
        refused(
                () -> Plot.Grid.of("x", 0, Double.NaN),
                "Grid 'x': points must be finite and increase, found NaN at index 1");
        refused(
                () -> Plot.Grid.of("x", Double.NEGATIVE_INFINITY),
                "Grid 'x': points must be finite and increase, found -Infinity at index 0");
    }

    @Test
    void samplesNeverChange() {
        double[] values = {1, 2};
        Samples samples = Samples.of(values);
        values[0] = 9;
        samples.toArray()[1] = 9;
        assertThat(samples).isEqualTo(Samples.of(1, 2)).hasSameHashCodeAs(Samples.of(1, 2));
        assertThat(samples).isNotEqualTo(Samples.of(9, 2));
    }

    private static void refused(Runnable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessage(message);
    }
}
