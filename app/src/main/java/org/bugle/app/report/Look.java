package org.bugle.app.report;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Colours, fonts and strokes of pictures: those of the page on light background.
final class Look {
    static final Color INK = Color.decode("#1c2026");
    static final Color MUTED = Color.decode("#5d6570");
    static final Color LINE = Color.decode("#dde1e7");
    static final Stroke THIN = new BasicStroke(1);

    private static final List<Color> SERIES =
            List.of(
                    Color.decode("#2a78d6"),
                    Color.decode("#d9480f"),
                    Color.decode("#0f8f63"),
                    Color.decode("#7a3fb8"),
                    Color.decode("#b98500"),
                    Color.decode("#c2255c"),
                    Color.decode("#0b7285"),
                    Color.decode("#5c5f66"));

    private static final List<List<Float>> DASHES =
            List.of(List.of(), List.of(6f, 4f), List.of(2f, 3f), List.of(10f, 4f, 2f, 4f));

    private Look() {}

    static Paint colour(int series) {
        return SERIES.get(series % SERIES.size());
    }

    /// Of another dash for every round through the colours.
    static Stroke stroke(int series) {
        List<Float> dash = DASHES.get(series / SERIES.size() % DASHES.size());
        if (dash.isEmpty()) {
            return new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = new float[dash.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dash.get(i);
        }
        return new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
    }

    static Shape marker(int series) {
        return switch (series % 4) {
            case 0 -> new Ellipse2D.Double(-3.5, -3.5, 7, 7);
            case 1 -> new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4);
            case 2 -> new Polygon(new int[] {-4, 0, 4}, new int[] {3, -4, 3}, 3);
            default -> new Polygon(new int[] {-4, 0, 4, 0}, new int[] {0, -4, 0, 4}, 4);
        };
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static void ofAxis(Axis axis) {
        axis.setLabelFont(font(Font.PLAIN, 14));
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(font(Font.PLAIN, 13));
        axis.setTickLabelPaint(MUTED);
        axis.setTickMarkPaint(MUTED);
        axis.setAxisLinePaint(MUTED);
    }

    /// The chart of a drawn plot: its title above it, the legend and remarks below.
    static JFreeChart chart(String title, Plot plot, boolean legend, List<String> remarks) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setNoDataMessage("no value can be drawn");
        JFreeChart chart = new JFreeChart(title, font(Font.BOLD, 17), plot, false);
        chart.getTitle().setPaint(INK);
        chart.getTitle().setPadding(4, 0, 8, 0);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(6, 10, 8, 18));
        remarks.forEach(remark -> chart.addSubtitle(note(remark)));
        if (legend) {
            chart.addSubtitle(legend(plot));
        }
        return chart;
    }

    /// What a picture says that shows the last one of several frames.
    static String lastOf(int frames, double time) {
        return "At t = %s, the last of %d times.".formatted(Ruler.text(time, 6), frames);
    }

    private static TextTitle note(String text) {
        TextTitle note = new TextTitle(text, font(Font.PLAIN, 12));
        note.setPaint(MUTED);
        note.setPosition(RectangleEdge.BOTTOM);
        note.setHorizontalAlignment(HorizontalAlignment.LEFT);
        note.setPadding(2, 4, 0, 0);
        return note;
    }

    private static LegendTitle legend(Plot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(font(Font.PLAIN, 13));
        legend.setItemPaint(INK);
        legend.setBackgroundPaint(Color.WHITE);
        legend.setFrame(BlockBorder.NONE);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
        return legend;
    }
}
