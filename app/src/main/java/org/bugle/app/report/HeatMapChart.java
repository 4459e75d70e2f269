package org.bugle.app.report;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeriesCollection;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// A heat map as a chart: its last frame, in the colours that all frames share.
final class HeatMapChart {
    /// Of the picture inside the axes; about twice as many as points there.
    private static final int WIDTH = 1400;

    private static final int HEIGHT = 900;

    private final Plot.HeatMap map;
    private final Plot.Frame frame;
    private final ColourScale colours;

    private HeatMapChart(Plot.HeatMap map) {
        this.map = map;
        this.frame = map.frames().getLast();
        this.colours =
                ColourScale.of(
                        map.value().scale(),
                        map.frames().stream()
                                .flatMap(each -> each.values().stream())
                                .flatMapToDouble(row -> DoubleStream.of(row.toArray())));
    }

    static JFreeChart of(Plot.HeatMap map) {
        return new HeatMapChart(map).chart();
    }

    private JFreeChart chart() {
        List<Double> x = edges(map.x().points());
        List<Double> y = edges(map.y().points());
        XYPlot plot =
                new XYPlot(
                        new XYSeriesCollection(),
                        axis(map.x(), x),
                        axis(map.y(), y),
                        new XYLineAndShapeRenderer());
        plot.addAnnotation(
                new XYDataImageAnnotation(
                        picture(x, y),
                        x.getFirst(),
                        y.getFirst(),
                        x.getLast() - x.getFirst(),
                        y.getLast() - y.getFirst()));
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = Look.chart(map.title(), plot, false, remarks());
        plot.setNoDataMessage(null);
        chart.addSubtitle(colours.bar(map.value()));
        return chart;
    }

    private static RulerAxis axis(Plot.Grid grid, List<Double> edges) {
        return new RulerAxis(
                new Axis(grid.name(), grid.unit(), Axis.Scale.LINEAR).label(),
                new Ruler(Axis.Scale.LINEAR, edges.getFirst(), edges.getLast()));
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (map.frames().size() > 1) {
            remarks.add(Look.lastOf(map.frames().size(), frame.time()));
        }
        // the picture has a pixel for every cell, or the nearest one: nothing is averaged
        map.remarks().stream().filter(r -> !r.startsWith("Drawn")).forEach(remarks::add);
        return remarks;
    }

    /// Edges of the cells around the grid's points: half-way between neighbours.
    private static List<Double> edges(Samples points) {
        int n = points.size();
        if (n == 1) {
            return List.of(points.get(0) - 0.5, points.get(0) + 0.5);
        }
        List<Double> edges = new ArrayList<>();
        edges.add((3 * points.get(0) - points.get(1)) / 2);
        for (int i = 1; i < n; i++) {
            edges.add((points.get(i - 1) + points.get(i)) / 2);
        }
        edges.add((3 * points.get(n - 1) - points.get(n - 2)) / 2);
        return edges;
    }

    /// Every pixel has the colour of the cell that its centre lies in; transparent where the value
    /// cannot be drawn.
    private BufferedImage picture(List<Double> x, List<Double> y) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        List<Integer> columns = cells(x, WIDTH);
        List<Integer> rows = cells(y, HEIGHT);
        for (int i = 0; i < WIDTH; i++) {
            Samples values = frame.values().get(columns.get(i));
            for (int j = 0; j < HEIGHT; j++) {
                double position = colours.ruler().position(values.get(rows.get(j)));
                if (Double.isFinite(position)) {
                    picture.setRGB(i, HEIGHT - 1 - j, colours.getPaint(position).getRGB());
                }
            }
        }
        return picture;
    }

    private static List<Integer> cells(List<Double> edges, int pixels) {
        double span = edges.getLast() - edges.getFirst();
        List<Integer> cells = new ArrayList<>();
        int k = 0;
        for (int p = 0; p < pixels; p++) {
            double centre = edges.getFirst() + (p + 0.5) / pixels * span;
            while (k < edges.size() - 2 && edges.get(k + 1) <= centre) {
                k++;
            }
            cells.add(k);
        }
        return cells;
    }
}
