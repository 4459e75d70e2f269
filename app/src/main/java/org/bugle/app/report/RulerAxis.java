package org.bugle.app.report;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.List;

/// An axis of a chart whose data are positions on a ruler, and whose ticks are the ruler's marks.
final class RulerAxis extends NumberAxis {
    @Serial private static final long serialVersionUID = 1;

    /// Room of a label in points: about eight digits beside each other, three lines above.
    private static final double ACROSS = 80;

    private static final double UP = 42;

    private final transient Ruler ruler;

    /// @param label name with unit
    RulerAxis(String label, Ruler ruler) {
        super(label);
        this.ruler = ruler;
        setRange(ruler.low(), ruler.high());
        setMinorTickMarksVisible(true);
        setMinorTickMarkOutsideLength(2);
        setTickMarkOutsideLength(4);
        Look.ofAxis(this);
    }

    @Override
    public List<NumberTick> refreshTicks(
            Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        boolean flat = RectangleEdge.isTopOrBottom(edge);
        double length = flat ? area.getWidth() / ACROSS : area.getHeight() / UP;
        return ruler.marks((int) Math.max(2, length)).stream()
                .map(mark -> tick(mark, edge))
                .toList();
    }

    private static NumberTick tick(Ruler.Mark mark, RectangleEdge edge) {
        TextAnchor anchor = anchor(edge);
        return new NumberTick(
                mark.isMinor() ? TickType.MINOR : TickType.MAJOR,
                mark.position(),
                mark.label(),
                anchor,
                anchor,
                0);
    }

    private static TextAnchor anchor(RectangleEdge edge) {
        if (RectangleEdge.isTopOrBottom(edge)) {
            return TextAnchor.TOP_CENTER;
        }
        return edge.equals(RectangleEdge.LEFT) ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
    }
}
