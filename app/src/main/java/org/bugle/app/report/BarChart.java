package org.bugle.app.report;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

import java.util.stream.DoubleStream;

/// Bars as a chart.
final class BarChart {
    /// Letters of labels that fit beside each other, all as long as the longest.
    private static final int LETTERS = 80;

    private BarChart() {}

    static JFreeChart of(Plot.Bars bars) {
        Ruler ruler =
                Ruler.around(
                                bars.y().scale(),
                                bars.groups().stream()
                                        .flatMapToDouble(
                                                g -> DoubleStream.of(g.values().toArray())))
                        .fromBase();
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setMaximumBarWidth(0.08);
        renderer.setBase(bars.y().scale() == Axis.Scale.LOG ? ruler.low() : 0);
        for (int k = 0; k < bars.groups().size(); k++) {
            Plot.Group group = bars.groups().get(k);
            for (int i = 0; i < bars.labels().size(); i++) {
                double position = ruler.position(group.values().get(i));
                Number drawn = Double.isFinite(position) ? Double.valueOf(position) : null;
                data.addValue(drawn, Integer.valueOf(k), bars.labels().get(i));
            }
            renderer.setSeriesPaint(k, Look.colour(k));
        }
        renderer.setLegendItemLabelGenerator((_, k) -> bars.groups().get(k).name());
        CategoryAxis labels = new CategoryAxis();
        Look.ofAxis(labels);
        int longest = bars.labels().stream().mapToInt(String::length).max().orElse(0);
        if (longest * bars.labels().size() > LETTERS) {
            labels.setCategoryLabelPositions(
                    CategoryLabelPositions.createUpRotationLabelPositions(Math.PI / 5));
        }
        CategoryPlot plot =
                new CategoryPlot(data, labels, new RulerAxis(bars.y().label(), ruler), renderer);
        plot.setRangeGridlinePaint(Look.LINE);
        plot.setRangeGridlineStroke(Look.THIN);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return Look.chart(bars.title(), plot, bars.groups().size() > 1, bars.remarks());
    }
}
