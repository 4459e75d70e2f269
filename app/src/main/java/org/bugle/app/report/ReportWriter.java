package org.bugle.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a [Report] as one HTML page that needs nothing else: styles, scripts, Apache ECharts with
/// its licence, and the plotted arrays (full double precision, as JSON in `#bugle-data`) are
/// inside, and its content security policy forbids every request.
public final class ReportWriter {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private static final Pattern POWER = Pattern.compile("[-+.\\d]+e-\\d+");

    /// The page's script by concept, in the order that they need each other.
    private static final List<String> SCRIPTS =
            List.of(
                    "numbers.js",
                    "theme.js",
                    "axes.js",
                    "heatmap.js",
                    "lines.js",
                    "tree.js",
                    "slider.js",
                    "export.js",
                    "figure.js",
                    "report.js",
                    "contents.js",
                    "print.js");

    /// So many sections are found without a table of contents.
    private static final int MOST_WITHOUT_CONTENTS = 6;

    private static final String START =
            "drawReport(JSON.parse(document.getElementById(\"bugle-data\").textContent));";

    private final String template = resource("report.html");
    private final Map<String, String> fixed;

    /// @throws UncheckedIOException if the page's parts are not on the class path
    public ReportWriter() {
        String version = echartsVersion();
        String echarts = "/META-INF/resources/webjars/echarts/" + version;
        fixed =
                Map.of(
                        "style", resource("report.css"),
                        "script", join(SCRIPTS, ReportWriter::resource),
                        "echarts", resource(echarts + "/dist/echarts.min.js"),
                        "version", escape(version),
                        "notice", escape(resource(echarts + "/NOTICE")),
                        "licence", escape(resource(echarts + "/LICENSE")),
                        "licenceD3", escape(resource(echarts + "/licenses/LICENSE-d3")));
    }

    /// The whole page. Text of the report is escaped wherever it stands.
    public String write(Report report) {
        return write(report, "", "");
    }

    /// The page of a run that is still on its way: a script behind the page's own may ask the
    /// server that the page came from, and call `drawReport` with a newer report.
    ///
    /// @param script trusted; it stands in the page as it is
    public String live(Report report, String script) {
        return write(report, "; connect-src 'self'", script);
    }

    /// The report as the object that `drawReport` takes, in JSON.
    public static String json(Report report) {
        return ReportData.of(report);
    }

    private String write(Report report, String sources, String script) {
        Map<String, String> parts =
                Map.ofEntries(
                        Map.entry("title", escape(report.title())),
                        Map.entry("summary", join(report.summary(), ReportWriter::row)),
                        Map.entry("notes", join(report.notes(), ReportWriter::note)),
                        Map.entry("contents", contents(report.sections())),
                        Map.entry("sections", sections(report.sections())),
                        Map.entry("configuration", escape(report.configuration())),
                        Map.entry(
                                "citations",
                                join(report.citations(), c -> "<li>" + escape(c) + "</li>\n")),
                        Map.entry("data", ReportData.of(report)),
                        Map.entry("connect", sources),
                        Map.entry("start", START + "\n" + script));
        // One pass: a placeholder inside the report's own text stays text.
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(part(match, parts)));
    }

    private String part(MatchResult match, Map<String, String> parts) {
        String key = match.group(1);
        String text = parts.getOrDefault(key, fixed.get(key));
        if (text == null) {
            throw new IllegalStateException("report.html: {{" + key + "}} is no part of a report");
        }
        return text;
    }

    private static String row(Report.Row row) {
        return "<div><dt>%s</dt><dd>%s</dd></div>\n"
                .formatted(escape(row.label()), escape(row.value()));
    }

    private static String note(Report.Note note) {
        return switch (note.kind()) {
            case NOTE -> "<p class=\"note\">%s</p>\n".formatted(escape(note.text()));
            case WARNING ->
                    "<p class=\"warning\"><strong>Warning:</strong> %s</p>\n"
                            .formatted(escape(note.text()));
        };
    }

    /// Links to the sections with their numbers of figures, where the page is long.
    private static String contents(List<Report.Section> sections) {
        if (sections.size() <= MOST_WITHOUT_CONTENTS) {
            return "";
        }
        return """
        <nav class="contents" aria-label="Contents"><details><summary>Contents</summary><ol>
        %s</ol></details></nav>
        """
                .formatted(
                        numbered(
                                sections,
                                (k, section) ->
                                        "<li><a href=\"#section-%d\">%s</a> <span>%d</span></li>\n"
                                                .formatted(
                                                        k,
                                                        escape(section.title()),
                                                        section.plots().size())));
    }

    private static String sections(List<Report.Section> sections) {
        return numbered(
                sections,
                (k, section) ->
                        """
                        <section id="section-%d"><h2>%s</h2>
                        %s<div class="figures">
                        %s</div></section>
                        """
                                .formatted(
                                        k,
                                        escape(section.title()),
                                        join(section.tables(), ReportWriter::table),
                                        join(section.plots(), ReportWriter::figure)));
    }

    private static String numbered(
            List<Report.Section> sections, BiFunction<Integer, Report.Section, String> html) {
        return IntStream.range(0, sections.size())
                .mapToObj(k -> html.apply(k + 1, sections.get(k)))
                .collect(Collectors.joining());
    }

    private static String table(Report.Table table) {
        return "<div class=\"table\"><table>\n<tr>%s</tr>\n%s</table></div>\n"
                .formatted(
                        join(table.heads(), head -> "<th>" + escape(head) + "</th>"),
                        join(
                                table.rows(),
                                row -> "<tr>" + join(row, ReportWriter::cell) + "</tr>\n"));
    }

    /// A number with an exponent would else be broken after its e-.
    private static String cell(String text) {
        return POWER.matcher(text).matches()
                ? "<td class=\"number\">" + escape(text) + "</td>"
                : "<td>" + escape(text) + "</td>";
    }

    private static String figure(Plot plot) {
        return """
        <figure><figcaption>%s</figcaption><div class="plot" role="img" aria-label="%1$s"></div>%s</figure>
        """
                .formatted(
                        escape(plot.title()),
                        join(plot.remarks(), r -> "<p class=\"remark\">" + escape(r) + "</p>"));
    }

    private static <T> String join(List<T> items, Function<T, String> html) {
        return items.stream().map(html).collect(Collectors.joining());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// The version is the build's; here it is only read, so that it stands in one place.
    private static String echartsVersion() {
        var properties = new Properties();
        try {
            properties.load(
                    new StringReader(
                            resource("/META-INF/maven/org.webjars.npm/echarts/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static String resource(String name) {
        try (InputStream in = ReportWriter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("report: " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
