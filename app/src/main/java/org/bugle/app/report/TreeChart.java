package org.bugle.app.report;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/// A tree with a number at every edge as a chart: its last frame, width and colour of an edge by
/// its number.
final class TreeChart {
    private static final float WIDEST = 9;

    /// Leaves beside each other that have room for their names.
    private static final int NAMED = 40;

    /// Edges beside each other, and above each other, that have room for their numbers.
    private static final int NUMBERED = 20;

    private final Plot.Tree tree;
    private final Plot.Moment frame;
    private final ColourScale colours;
    private final List<Double> across = new ArrayList<>();
    private final List<Integer> depth = new ArrayList<>();
    private final List<Boolean> isLeaf = new ArrayList<>();
    private int leaves;

    private TreeChart(Plot.Tree tree) {
        this.tree = tree;
        this.frame = tree.frames().getLast();
        this.colours =
                ColourScale.ofLines(
                        tree.value().scale(),
                        tree.frames().stream()
                                .flatMapToDouble(each -> DoubleStream.of(each.values().toArray())));
        place();
    }

    static JFreeChart of(Plot.Tree tree) {
        return new TreeChart(tree).chart();
    }

    /// Leaves from left to right, a parent in the middle of its children, the root on top.
    private void place() {
        List<Plot.Node> nodes = tree.nodes();
        List<List<Double>> children = new ArrayList<>();
        nodes.forEach(_ -> children.add(new ArrayList<>()));
        for (int k = 0; k < nodes.size(); k++) {
            List<Double> below = children.get(k);
            isLeaf.add(below.isEmpty());
            across.add(below.isEmpty() ? leaves++ : (below.getFirst() + below.getLast()) / 2);
            depth.add(0);
            if (nodes.get(k).parent() != Plot.Node.NONE) {
                children.get(nodes.get(k).parent()).add(across.get(k));
            }
        }
        for (int k = nodes.size() - 2; k >= 0; k--) {
            depth.set(k, depth.get(nodes.get(k).parent()) + 1); // parents come after children
        }
    }

    private JFreeChart chart() {
        int deepest = depth.stream().mapToInt(d -> d).max().orElse(0);
        XYPlot plot =
                new XYPlot(
                        nodes(), hidden(-0.7, leaves - 0.3), hidden(-deepest - 0.4, 0.2), dots());
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        for (int k = 0; k < frame.values().size(); k++) {
            edge(plot, k);
        }
        for (int k = 0; k < frame.values().size(); k++) {
            words(plot, k, deepest);
        }
        List<String> remarks = new ArrayList<>(tree.remarks());
        if (tree.frames().size() > 1) {
            remarks.addFirst(Look.lastOf(tree.frames().size(), frame.time()));
        }
        JFreeChart chart = Look.chart(tree.title(), plot, false, remarks);
        chart.addSubtitle(colours.bar(tree.value()));
        return chart;
    }

    private static NumberAxis hidden(double low, double high) {
        NumberAxis axis = new NumberAxis();
        axis.setRange(low, high);
        axis.setVisible(false);
        return axis;
    }

    private XYSeriesCollection nodes() {
        XYSeries nodes = new XYSeries("nodes", false, true);
        for (int k = 0; k < across.size(); k++) {
            nodes.add(across.get(k).doubleValue(), -depth.get(k));
        }
        return new XYSeriesCollection(nodes);
    }

    private static XYLineAndShapeRenderer dots() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-4, -4, 8, 8));
        renderer.setSeriesPaint(0, Look.INK);
        return renderer;
    }

    private void edge(XYPlot plot, int k) {
        int parent = tree.nodes().get(k).parent();
        double position = colours.ruler().position(frame.values().get(k));
        boolean drawn = Double.isFinite(position);
        Ruler ruler = colours.ruler();
        float share = drawn ? (float) ((position - ruler.low()) / (ruler.high() - ruler.low())) : 0;
        plot.addAnnotation(
                new XYLineAnnotation(
                        across.get(k),
                        -depth.get(k),
                        across.get(parent),
                        -depth.get(parent),
                        new BasicStroke(1 + (WIDEST - 1) * share),
                        drawn ? colours.getPaint(position) : Look.LINE));
    }

    /// The number at the edge above a node, and the name of a leaf.
    private void words(XYPlot plot, int k, int deepest) {
        int parent = tree.nodes().get(k).parent();
        boolean room = Collections.frequency(depth, depth.get(k)) <= NUMBERED;
        if (room && deepest <= NUMBERED) {
            double x = (across.get(k) + across.get(parent)) / 2;
            double y = -(depth.get(k) + depth.get(parent)) / 2.0;
            XYTextAnnotation number = text(Ruler.text(frame.values().get(k), 3), x, y);
            number.setPaint(Look.INK);
            number.setBackgroundPaint(Color.WHITE);
            plot.addAnnotation(number);
        }
        if (leaves <= NAMED && isLeaf.get(k)) {
            XYTextAnnotation name =
                    text(
                            tree.nodes().get(k).label(),
                            across.get(k),
                            -depth.get(k) - 0.06 * Math.max(1, deepest) / 2);
            name.setPaint(Look.MUTED);
            name.setTextAnchor(TextAnchor.TOP_CENTER);
            plot.addAnnotation(name);
        }
    }

    private static XYTextAnnotation text(String words, double x, double y) {
        XYTextAnnotation text = new XYTextAnnotation(words, x, y);
        text.setFont(Look.font(Font.PLAIN, 12));
        return text;
    }
}
