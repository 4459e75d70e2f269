package org.bugle.app.report;

import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;

/// The colours of a heat map, by position on its ruler: those of the page.
///
/// @param stops evenly spaced from the lower end to the upper one
record ColourScale(Ruler ruler, List<Color> stops) implements PaintScale {
    private static final List<Color> VIRIDIS =
            colours(
                    "#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962",
                    "#addc30", "#fde725");

    private static final List<Color> COOL_WARM =
            colours("#1f5fc4", "#6fa0e6", "#f0efec", "#ea8a72", "#bf2a2a");

    /// Bands of the bar.
    private static final int BANDS = 128;

    /// Below this fraction of the other end, values of the other sign are an undershoot.
    private static final double UNDERSHOOT = 0.05;

    ColourScale {
        stops = List.copyOf(stops);
    }

    private static List<Color> colours(String... names) {
        return List.of(names).stream().map(Color::decode).toList();
    }

    /// From dark to bright, as far as it stands out from white.
    static ColourScale ofLines(Axis.Scale scale, DoubleStream values) {
        return new ColourScale(Ruler.exactly(scale, values), VIRIDIS.subList(0, 7));
    }

    /// From dark to bright; values clearly of both signs diverge from zero.
    static ColourScale of(Axis.Scale scale, DoubleStream values) {
        Ruler ruler = Ruler.exactly(scale, values);
        double below = -ruler.low();
        double above = ruler.high();
        double most = Math.max(below, above);
        boolean diverges = scale == Axis.Scale.LINEAR && Math.min(below, above) > UNDERSHOOT * most;
        return diverges
                ? new ColourScale(new Ruler(scale, -most, most), COOL_WARM)
                : new ColourScale(ruler, VIRIDIS);
    }

    @Override
    public double getLowerBound() {
        return ruler.low();
    }

    @Override
    public double getUpperBound() {
        return ruler.high();
    }

    @Override
    public Color getPaint(double position) {
        double t = Math.clamp((position - ruler.low()) / (ruler.high() - ruler.low()), 0, 1);
        double at = t * (stops.size() - 1);
        int k = Math.min((int) at, stops.size() - 2);
        Color from = stops.get(k);
        Color to = stops.get(k + 1);
        return new Color(
                between(from.getRed(), to.getRed(), at - k),
                between(from.getGreen(), to.getGreen(), at - k),
                between(from.getBlue(), to.getBlue(), at - k));
    }

    /// The bar that tells what the colours mean.
    PaintScaleLegend bar(Axis value) {
        PaintScaleLegend bar = new PaintScaleLegend(this, new RulerAxis(value.label(), ruler));
        bar.setSubdivisionCount(BANDS);
        bar.setPosition(RectangleEdge.RIGHT);
        bar.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        bar.setStripWidth(16);
        bar.setStripOutlineVisible(false);
        bar.setAxisOffset(0);
        bar.setPadding(new RectangleInsets(4, 16, 42, 0));
        return bar;
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }
}
