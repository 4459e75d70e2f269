package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

class FigureFilesTest {
    /// The first colour of series, as on the page.
    private static final int BLUE = 0x2a78d6;

    private static final Plot ERRORS =
            new Plot.Lines(
                    "Error over steps",
                    Axis.log("steps"),
                    Axis.log("relative error").in("‰"),
                    List.of(
                            Plot.Series.of(
                                    "bug & <co>",
                                    new double[] {10, 20, 40},
                                    new double[] {1e-2, 5e-3, 0})));

    @TempDir private Path folder;

    @Test
    void filesAreNamedAfterTitlesAndNoNameTwice() {
        Plot greek = new Plot.Lines("σ₁ |Ψ|", Axis.linear("t"), Axis.linear("σ"), List.of());
        Report.Section section = new Report.Section("s", List.of(ERRORS, ERRORS, greek));
        Report report =
                new Report("r", List.of(), List.of(), List.of(section, section), "", List.of());
        assertThat(
                        new FigureFiles(folder.resolve("new/figures"), FigureFiles.Format.SVG)
                                .write(report))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "error-over-steps.svg",
                        "error-over-steps-2.svg",
                        "1.svg",
                        "error-over-steps-3.svg",
                        "error-over-steps-4.svg",
                        "1-2.svg");
        assertThat(folder.resolve("new/figures/error-over-steps-4.svg")).isNotEmptyFile();
    }

    @Test
    void anSvgHasAxesWithUnitsMarkersAndWhatIsMissing() throws Exception {
        String svg = PlotImage.svg(ERRORS);
        DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(withoutDoctype(svg)));
        assertThat(texts(ERRORS))
                .contains("Error over steps", "steps", "relative error [‰]")
                .contains("1 of 3 points not drawn: 1 not positive on a logarithmic scale.");
        assertThat(svg.contains("viewBox=\"0 0 900 560\"")).isTrue();
        assertThat(svg.contains("NaN")).isFalse();
    }

    /// The one that Batik writes names a file on the network, which the parser would fetch.
    private static byte[] withoutDoctype(String svg) {
        return svg.replaceFirst("<!DOCTYPE[^>]*>", "").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aPngShowsTheCurve() throws IOException {
        Plot line =
                new Plot.Lines(
                        "line",
                        Axis.linear("x"),
                        Axis.linear("y"),
                        List.of(Plot.Series.of("y", range(100), range(100))));
        BufferedImage image = image(line);
        assertThat(image.getWidth()).isEqualTo(1800);
        assertThat(image.getHeight()).isEqualTo(1120);
        assertThat(count(image, BLUE)).isGreaterThan(1000);
    }

    @Test // a narrow peak of a long curve must not fall between the drawn points
    void noPeakOfALongCurveIsLost() {
        double[] y = new double[100_000];
        y[54_321] = 1;
        Plot peak =
                new Plot.Lines(
                        "peak",
                        Axis.linear("x"),
                        Axis.linear("y"),
                        List.of(Plot.Series.of("y", range(y.length), y)));
        Plot flat =
                new Plot.Lines(
                        "peak",
                        Axis.linear("x"),
                        Axis.linear("y"),
                        List.of(
                                Plot.Series.of("y", range(y.length), new double[y.length]),
                                Plot.Series.of("", new double[] {0}, new double[] {1})));
        assertThat(rows(PlotImage.png(peak))).isGreaterThan(500);
        assertThat(rows(PlotImage.png(flat))).isLessThan(100);
    }

    @Test
    void aHeatMapShowsItsCellsAtTheLastTimeInTheColoursOfThePage() throws IOException {
        Plot map =
                new Plot.HeatMap(
                        "map",
                        Plot.Grid.of("x", 0, 1, 2, 3),
                        Plot.Grid.of("y", 0, 10, 100),
                        Axis.linear("z").in("m"),
                        List.of(
                                Plot.Frame.of(0, new double[4][3]),
                                Plot.Frame.of(
                                        0.5,
                                        new double[][] {
                                            {0, 0, 0}, {0, 1, 0}, {0, 0, Double.NaN}, {0, 0, 0}
                                        })));
        BufferedImage image = image(map);
        assertThat(count(image, 0x440154)).isGreaterThan(100_000); // 0
        assertThat(count(image, 0xfde725)).isGreaterThan(30_000); // 1
        assertThat(texts(map))
                .contains("At t = 0.5, the last of 2 times.", "z [m]")
                .contains("1 of 24 cells not drawn: 1 not finite.");
        assertThat(PlotImage.svg(map).contains("data:image/png;base64,")).isTrue();
    }

    @Test
    void barsTreesAndMovingCurvesAreDrawn() throws IOException {
        Plot bars =
                new Plot.Bars(
                        "bars",
                        List.of("bug", "rail"),
                        Axis.log("error"),
                        List.of(Plot.Group.of("e", 1e-3, 1e-5)));
        assertThat(count(image(bars), BLUE)).isGreaterThan(10_000);
        Plot curves =
                new Plot.Curves(
                        "density",
                        Axis.linear("x"),
                        Axis.linear("density"),
                        Samples.of(0, 1, 2),
                        IntStream.rangeClosed(0, 20)
                                .mapToObj(k -> Plot.Moment.of(k / 20.0, 0, k, 0))
                                .toList());
        assertThat(texts(curves)).contains("t = 0", "t = 0.2", "t = 1");
        Plot tree =
                new Plot.Tree(
                        "ranks",
                        List.of(
                                new Plot.Node(2, "x"),
                                new Plot.Node(2, "y"),
                                new Plot.Node(Plot.Node.NONE, "")),
                        Axis.linear("rank"),
                        List.of(Plot.Moment.of(0, 1, 1), Plot.Moment.of(2, 17, 23)));
        assertThat(texts(tree)).contains("x", "y", "17", "23", "rank");
    }

    private static List<String> texts(Plot plot) {
        return Pattern.compile("(?s)>([^<>]*)</text")
                .matcher(PlotImage.svg(plot))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static BufferedImage image(Plot plot) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(PlotImage.png(plot)));
    }

    private static long count(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getHeight()).mapToLong(y -> across(image, y, rgb)).sum();
    }

    private static long across(BufferedImage image, int y, int rgb) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> (image.getRGB(x, y) & 0xffffff) == rgb)
                .count();
    }

    /// Rows of pixels in which the curve is seen.
    private static long rows(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            return IntStream.range(0, image.getHeight())
                    .filter(y -> across(image, y, BLUE) > 0)
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] range(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }
}
