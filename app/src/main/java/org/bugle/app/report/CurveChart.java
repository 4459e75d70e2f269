package org.bugle.app.report;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import java.awt.geom.Line2D;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Lines as a chart.
final class CurveChart {
    /// Curves of at most so many points show each by a marker.
    private static final int MARKED = 40;

    /// Two points for each of these pieces of a long curve: about one a point of the picture.
    private static final int PIECES = 400;

    /// Times of a moving curve that are drawn into one picture.
    private static final int TIMES = 6;

    private CurveChart() {}

    /// The curve at the first time, the last one and some between them.
    static JFreeChart of(Plot.Curves curves) {
        int last = curves.frames().size() - 1;
        return of(
                new Plot.Lines(
                        curves.title(),
                        curves.x(),
                        curves.y(),
                        IntStream.range(0, TIMES)
                                .map(k -> Math.round((float) k * last / (TIMES - 1)))
                                .distinct()
                                .mapToObj(curves.frames()::get)
                                .map(frame ->
                                        new Plot.Series(
                                                "t = " + Ruler.text(frame.time(), 4),
                                                curves.points(),
                                                frame.values()))
                                .toList()));
    }

    static JFreeChart of(Plot.Lines lines) {
        Ruler x = Ruler.around(lines.x().scale(), values(lines, Plot.Series::x));
        Ruler y = Ruler.around(lines.y().scale(), values(lines, Plot.Series::y));
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setLegendLine(new Line2D.Double(-12, 0, 12, 0));
        for (int k = 0; k < lines.series().size(); k++) {
            Plot.Series curve = lines.series().get(k);
            data.addSeries(drawn(k, curve, x, y));
            renderer.setSeriesPaint(k, Look.colour(k));
            renderer.setSeriesStroke(k, Look.stroke(k));
            renderer.setSeriesShape(k, Look.marker(k));
            renderer.setSeriesShapesVisible(k, curve.x().size() <= MARKED);
        }
        renderer.setLegendItemLabelGenerator((_, k) -> lines.series().get(k).name());
        XYPlot plot =
                new XYPlot(
                        data,
                        new RulerAxis(lines.x().label(), x),
                        new RulerAxis(lines.y().label(), y),
                        renderer);
        plot.setDomainGridlinePaint(Look.LINE);
        plot.setDomainGridlineStroke(Look.THIN);
        plot.setRangeGridlinePaint(Look.LINE);
        plot.setRangeGridlineStroke(Look.THIN);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return Look.chart(lines.title(), plot, lines.series().size() > 1, lines.remarks());
    }

    private static DoubleStream values(Plot.Lines lines, Function<Plot.Series, Samples> axis) {
        return lines.series().stream().map(axis).flatMapToDouble(s -> DoubleStream.of(s.toArray()));
    }

    /// @param key the series' number: names need not differ
    private static XYSeries drawn(int key, Plot.Series curve, Ruler x, Ruler y) {
        XYSeries drawn = new XYSeries(key, false, true);
        for (int i : chosen(curve.y())) {
            double at = x.position(curve.x().get(i));
            if (Double.isFinite(at)) {
                drawn.add(at, y.position(curve.y().get(i))); // NaN: a gap
            }
        }
        return drawn;
    }

    /// All points of a short curve; of a long one the lowest and the highest of every piece, so
    /// that no peak is lost.
    private static List<Integer> chosen(Samples y) {
        int n = y.size();
        if (n <= 4 * PIECES) {
            return IntStream.range(0, n).boxed().toList();
        }
        return IntStream.range(0, PIECES)
                .flatMap(piece ->
                        ends(
                                y,
                                (int) ((long) piece * n / PIECES),
                                (int) ((piece + 1L) * n / PIECES)))
                .boxed()
                .toList();
    }

    private static IntStream ends(Samples y, int from, int to) {
        int low = from;
        int high = from;
        for (int i = from + 1; i < to; i++) {
            low = y.get(i) < y.get(low) ? i : low;
            high = y.get(i) > y.get(high) ? i : high;
        }
        return IntStream.of(low, high).sorted().distinct();
    }
}
