package org.bugle.app.report;

import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

import java.awt.Image;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/// Puts images into an SVG as PNG by the JDK's own encoder; Batik's would be another library.
final class PngHandler extends DefaultImageHandler {
    static byte[] png(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// What a chart draws is a picture in memory; images of other kinds have no pixels yet.
    @Override
    protected void handleHREF(Image image, Element element, SVGGeneratorContext generatorContext) {
        if (!(image instanceof RenderedImage pixels)) {
            throw new IllegalArgumentException("PngHandler: an image without pixels, " + image);
        }
        handleHREF(pixels, element, generatorContext);
    }

    @Override
    protected void handleHREF(
            RenderedImage image, Element element, SVGGeneratorContext generatorContext) {
        element.setAttributeNS(
                XLINK_NAMESPACE_URI,
                "xlink:href",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image)));
    }
}
