package org.bugle.app.report;

import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// A plot as a picture file, drawn without a browser: 900×560 points on white, with the colours of
/// the page. Values that cannot be drawn are left out, and the picture says how many.
public final class PlotImage {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    /// Pixels of a PNG per point, so that it is sharp in print.
    private static final int PIXELS = 2;

    private static final String SVG = "http://www.w3.org/2000/svg";

    static {
        // Names of upright axes stay text in an SVG; the library's way around old bugs of the JDK
        // makes them outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private PlotImage() {}

    /// The plot as SVG; of a heat map or a tree the last frame, of curves some.
    public static String svg(Plot plot) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setPrecision(2);
        context.setImageHandler(new PngHandler());
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        draw(plot, graphics);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT)); // pages scale it
        StringWriter text = new StringWriter();
        try {
            graphics.stream(root, text, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// The plot as the bytes of a PNG file; of several frames those of [#svg].
    public static byte[] png(Plot plot) {
        BufferedImage image =
                new BufferedImage(PIXELS * WIDTH, PIXELS * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PIXELS, PIXELS);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        draw(plot, graphics);
        graphics.dispose();
        return PngHandler.png(image);
    }

    private static void draw(Plot plot, Graphics2D graphics) {
        chart(plot).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    }

    private static JFreeChart chart(Plot plot) {
        return switch (plot) {
            case Plot.Lines lines -> CurveChart.of(lines);
            case Plot.Curves curves -> CurveChart.of(curves);
            case Plot.HeatMap map -> HeatMapChart.of(map);
            case Plot.Tree tree -> TreeChart.of(tree);
            case Plot.Bars bars -> BarChart.of(bars);
        };
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML is not as it comes", e);
        }
    }
}
