package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

class ReportWriterTest {
    private static final ReportWriter WRITER = new ReportWriter();

    private static final String HOSTILE =
            "</script><script>alert(1)</script><!-- \"'&amp; {{data}} <img src=x onerror=alert(1)>"
                    + " \\";

    @ParameterizedTest // any bits that a double can have: subnormal, −0, NaN, ∞
    @ValueSource(longs = {1, 2, 3})
    void everyPlottedArrayReadsBackBitForBit(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        double[] y = random.longs(5000).mapToDouble(Double::longBitsToDouble).toArray();
        System.arraycopy(
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE},
                0,
                y,
                0,
                4);
        double[] x = IntStream.range(0, y.length).mapToDouble(i -> i / 3.0).toArray();
        double[][] values = {{y[10], y[11], y[12]}, {y[13], y[14], y[15]}};
        Axis axis = Axis.linear("a");
        JsonNode plots =
                data(
                        report(
                                "run",
                                new Plot.Lines("l", axis, axis, List.of(Plot.Series.of("s", x, y))),
                                new Plot.HeatMap(
                                        "h",
                                        Plot.Grid.of("x", 0.1, 0.2),
                                        Plot.Grid.of("y", 0.1, 0.3, 0.7),
                                        axis,
                                        List.of(Plot.Frame.of(0.1, values))),
                                new Plot.Bars(
                                        "b",
                                        List.of("p", "q"),
                                        axis,
                                        List.of(Plot.Group.of("g", y[20], y[21])))));

        assertSame(plots.at("/0/series/0/x"), x);
        assertSame(plots.at("/0/series/0/y"), y);
        assertSame(plots.at("/1/x/points"), 0.1, 0.2);
        assertSame(plots.at("/1/y/points"), 0.1, 0.3, 0.7);
        assertSame(plots.at("/1/frames/0/values/0"), values[0]);
        assertSame(plots.at("/1/frames/0/values/1"), values[1]);
        assertThat(plots.at("/1/frames/0/time").doubleValue()).isEqualTo(0.1);
        assertSame(plots.at("/2/groups/0/values"), y[20], y[21]);
    }

    @Test // these keys are what scripts read
    void dataCarryTheKeysOfTheRecords() throws Exception {
        Plot plot =
                new Plot.Lines(
                        "error",
                        Axis.linear("time").in("s"),
                        Axis.log("error"),
                        List.of(Plot.Series.of("bug", new double[] {0}, new double[] {1})));
        assertThat(data(report("run", plot)).toString())
                .isEqualTo(
                        """
                        [{"kind":"lines","title":"error",\
                        "x":{"name":"time","unit":"s","scale":"linear"},\
                        "y":{"name":"error","unit":"","scale":"log"},\
                        "series":[{"name":"bug","x":[0.0],"y":[1.0]}],"mark":"line"}]\
                        """);
    }

    @Test
    void hostileTextStaysText() throws Exception {
        String hostile = WRITER.write(report(HOSTILE, titled(HOSTILE)));
        String harmless = WRITER.write(report("run", titled("plot")));

        for (String markup :
                List.of("<script", "</script", "<!--", "<img", "<figure", "id=\"bugle-data\"")) {
            assertThat(count(hostile, markup)).as(markup).isEqualTo(count(harmless, markup));
        }
        assertThat(hostile)
                .contains("{{data}} &lt;img src=x")
                .contains("aria-label=\"&lt;/script&gt;&lt;script&gt;alert(1)")
                .contains("&lt;!-- &quot;&#39;&amp;amp; {{data}}");
        assertThat(hostile).contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)");
        assertThat(json(hostile).at("/title").textValue()).isEqualTo(HOSTILE);
        assertThat(json(hostile).at("/sections/0/plots/0/title").textValue()).isEqualTo(HOSTILE);
        assertThat(json(hostile).at("/configuration").textValue()).isEqualTo(HOSTILE);
    }

    @Test
    void pageAsksForNothingOutsideItself() {
        String page = WRITER.write(report("run", titled("plot")));

        assertThat(page)
                .contains("content=\"default-src 'none'; script-src 'unsafe-inline'; ")
                .doesNotContainPattern("(?i)\\b(src|href|action)\\s*=\\s*[\"']?\\s*(https?:)?//")
                .doesNotContainPattern("(?i)@import|url\\(\\s*[\"']?\\s*(https?:)?//")
                .doesNotContainPattern("(?i)<script[^>]*\\ssrc");
        assertThat(Pattern.compile("<link[^>]*>").matcher(page).results().map(r -> r.group()))
                .containsExactly("<link rel=\"icon\" href=\"data:,\">");
    }

    @Test // the rest of the policy stays
    void liveRunsMayAskTheirServerAlone() {
        Report report = report("run", titled("plot"));

        String live = WRITER.live(report, "follow();");

        assertThat(live).contains("img-src data: blob:; connect-src 'self'\">");
        assertThat(live).contains(".textContent));\nfollow();\n</script>");
        assertThat(live.replace("; connect-src 'self'", "").replace("follow();", ""))
                .isEqualTo(WRITER.write(report));
        assertThat(ReportWriter.json(report)).isEqualTo(ReportData.of(report));
    }

    @Test
    void chartLibraryComesWithItsLicence() {
        assertThat(WRITER.write(report("run", titled("plot"))))
                .contains("Apache ECharts 5.3.1, which this page contains under the Apache License")
                .contains("Copyright 2017-2022 The Apache Software Foundation")
                .contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION")
                .contains("Copyright 2010-2016 Mike Bostock")
                .contains("echarts={}");
    }

    @Test
    void textIsReadableWithoutScripts() {
        assertThat(WRITER.write(report("Slab & source", titled("Density"))))
                .contains("<title>Slab &amp; source</title>")
                .contains("<div><dt>wall time</dt><dd>1.9 s</dd></div>")
                .contains("<p class=\"note\">fine</p>")
                .contains("<p class=\"warning\"><strong>Warning:</strong> rank cap</p>")
                .contains("<section id=\"section-1\"><h2>Plots</h2>")
                .contains("<figcaption>Density</figcaption>")
                .contains("<p class=\"remark\">1 of 2 points not drawn: 1 not finite.</p>")
                .contains("<pre>Slab &amp; source</pre>")
                .contains("<li>arXiv:2104.05247</li>");
    }

    @Test
    void longPagesHaveATableOfContents() {
        Report.Section a = new Report.Section("A < B", List.of(titled("p"), titled("q")));
        Report.Section b = new Report.Section("C", List.of());

        assertThat(WRITER.write(sections(List.of(a, b, b, b, b, b, a))))
                .contains("<li><a href=\"#section-7\">A &lt; B</a> <span>2</span></li>")
                .contains("<section id=\"section-7\"><h2>A &lt; B</h2>");
        assertThat(WRITER.write(sections(List.of(a, b, b, b, b, b)))).doesNotContain("<nav");
    }

    private static Report sections(List<Report.Section> sections) {
        return new Report("long", List.of(), List.of(), sections, "", List.of());
    }

    private static Plot titled(String text) {
        Axis axis = new Axis(text, text, Axis.Scale.LINEAR);
        double[] ramp = {0, 1};
        return new Plot.Lines(
                text,
                axis,
                axis,
                List.of(Plot.Series.of(text, ramp, new double[] {1, Double.NaN})));
    }

    private static Report report(String text, Plot... plots) {
        return new Report(
                text,
                List.of(new Report.Row("wall time", "1.9 s"), new Report.Row(text, text)),
                List.of(
                        Report.Note.note("fine"),
                        Report.Note.note(text),
                        Report.Note.warning("rank cap"),
                        Report.Note.warning(text)),
                List.of(new Report.Section(text.equals(HOSTILE) ? text : "Plots", List.of(plots))),
                text,
                List.of("arXiv:2104.05247", text));
    }

    private static JsonNode data(Report report) throws Exception {
        return json(WRITER.write(report)).at("/sections/0/plots");
    }

    private static JsonNode json(String page) throws Exception {
        Matcher block =
                Pattern.compile(
                                "<script type=\"application/json\""
                                        + " id=\"bugle-data\">(.*?)</script>",
                                Pattern.DOTALL)
                        .matcher(page);
        assertThat(block.find()).isTrue();
        return new ObjectMapper().readTree(block.group(1));
    }

    private static void assertSame(JsonNode read, double... written) {
        assertThat(read.size()).isEqualTo(written.length);
        for (int i = 0; i < written.length; i++) {
            if (Double.isFinite(written[i])) {
                assertThat(Double.doubleToRawLongBits(read.get(i).doubleValue()))
                        .isEqualTo(Double.doubleToRawLongBits(written[i]));
            } else {
                assertThat(read.get(i).isNull()).isTrue();
            }
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
