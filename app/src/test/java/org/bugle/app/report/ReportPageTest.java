package org.bugle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/// The page in Chromium: that it draws, answers and can be read.
@Tag("interop")
class ReportPageTest {
    private static final int WHITE = 0xFFFFFFFF;

    @TempDir private static Path folder;

    private static Map<String, Path> pages;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = new Browser(Files.createDirectory(folder.resolve("downloads")));
        pages = ReportPages.write(folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void load(String page, int width) {
        browser.open(Objects.requireNonNull(pages.get(page)).toUri(), width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix", "tree", "field", "training", "study", "many"})
    void everyFigureIsDrawnWithoutErrors(String page) throws IOException {
        load(page, 1280);

        assertThat(browser.errors()).isEmpty();
        List<WebElement> plots = browser.driver().findElements(By.cssSelector("figure .plot"));
        assertThat(plots).isNotEmpty();
        for (WebElement plot : plots) {
            assertThat(plot.getDomAttribute("aria-label")).contains(": ");
            assertThat(image(shot(plot)).distinct().count())
                    .as(plot.getDomAttribute("aria-label"))
                    .isGreaterThan(4);
        }
    }

    /// A picture of an element; Chromium takes only what is in view of one that is partly so.
    private static byte[] shot(WebElement element) {
        browser.script("arguments[0].scrollIntoView({block: 'center'})", element);
        return element.getScreenshotAs(OutputType.BYTES);
    }

    /// The colours of the pixels.
    private static Stream<Integer> image(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int width = image.getWidth();
        return Stream.iterate(0, k -> k < width * image.getHeight(), k -> k + 1)
                .map(k -> image.getRGB(k % width, k / width));
    }

    @ParameterizedTest // at the widths of a desk and of a phone
    @ValueSource(strings = {"matrix", "tree", "field", "training", "study", "many"})
    void nothingOverlapsAndNothingIsCutOff(String page) {
        for (int width : new int[] {1280, 390}) {
            load(page, width);

            assertThat(browser.lines(OVERLAPS)).as("texts at %d pixels", width).isEmpty();
            assertThat(browser.lines(CUT_OFF)).as("texts at %d pixels", width).isEmpty();
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .as("width of the page")
                    .isEqualTo((long) width);
        }
    }

    /// Texts of a chart that share more than a pixel.
    private static final String OVERLAPS =
            """
            return [...document.querySelectorAll(".plot")].flatMap((plot) => {
              const texts = [...plot.querySelectorAll("svg text")].filter((t) => t.textContent.trim() && !/rotate|matrix/.test(t.getAttribute("transform") ?? ""));
              const boxes = texts.map((t) => t.getBoundingClientRect());
              const both = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
              return boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b, j) => both(a, b)
                ? [`${plot.ariaLabel}: ${texts[i].textContent} | ${texts[i + 1 + j].textContent}`] : []));
            });
            """;

    /// Texts that leave their chart.
    private static final String CUT_OFF =
            """
            return [...document.querySelectorAll(".plot")].flatMap((plot) => {
              const frame = plot.getBoundingClientRect();
              return [...plot.querySelectorAll("svg text")].filter((t) => {
                const box = t.getBoundingClientRect();
                return box.width && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
              }).map((t) => `${plot.ariaLabel}: ${t.textContent}`);
            });
            """;

    @ParameterizedTest
    @ValueSource(strings = {"matrix", "tree", "field"})
    void theTimeSliderChangesThePicture(String page) throws IOException {
        load(page, 1280);
        for (WebElement figure : sliding()) {
            WebElement plot = figure.findElement(By.className("plot"));
            WebElement slider = figure.findElement(By.cssSelector("input[type=range]"));
            String end = figure.findElement(By.tagName("output")).getText();
            List<Integer> atEnd = image(shot(plot)).toList();

            slider.sendKeys(Keys.HOME); // by keyboard, as one who has no pointer does
            String start = figure.findElement(By.tagName("output")).getText();

            assertThat(start).isEqualTo("t = 0").isNotEqualTo(end);
            assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo(start);
            assertThat(image(shot(plot)).toList()).isNotEqualTo(atEnd);
        }
        assertThat(browser.errors()).isEmpty();
    }

    private static List<WebElement> sliding() {
        List<WebElement> found =
                browser.driver().findElements(By.cssSelector("figure")).stream()
                        .filter(f ->
                                f.findElements(By.cssSelector(".time")).stream()
                                        .anyMatch(WebElement::isDisplayed))
                        .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void thePlayButtonRunsOverTheTimes() {
        load("matrix", 1280);
        WebElement figure = sliding().getFirst();
        WebElement button = figure.findElement(By.cssSelector(".time button"));

        Object shown =
                browser.later(
                        """
                        const [figure, done] = arguments, output = figure.querySelector("output"), seen = new Set();
                        new MutationObserver(() => { seen.add(output.textContent); if (seen.size === 3) done([...seen]); })
                          .observe(output, {childList: true});
                        figure.querySelector(".time button").click();
                        """,
                        figure);

        assertThat((List<?>) shown).hasSize(3).doesNotHaveDuplicates();
        assertThat(button.getText()).isEqualTo("Pause");
        button.sendKeys(Keys.SPACE);
        assertThat(button.getText()).isEqualTo("Play");
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix", "tree", "training", "many"})
    void everyFigureCanBeSaved(String page) throws IOException {
        load(page, 1280);
        List<?> files =
                (List<?>)
                        browser.later(
                                """
                                const done = arguments[0], text = (blob) => new Promise((resolve) => {
                                  const reader = new FileReader();
                                  reader.onload = () => resolve(reader.result.split(",")[1]);
                                  reader.readAsDataURL(blob);
                                });
                                Promise.all([...figures.values()].map(async (f) => [
                                  await text(await FILES.svg(f)), await text(await FILES.png(f)), await text(await FILES.csv(f)), fileName(f, "svg")]))
                                  .then(done);
                                """);
        assertThat(files).isNotEmpty();
        for (Object file : Objects.requireNonNull(files)) {
            List<?> parts = (List<?>) file;
            assertThat(text(parts.get(0))).startsWith("<svg").contains("<path", "<text");
            List<Integer> pixels = image(decoded(parts.get(1))).toList();
            assertThat(pixels.stream().distinct().count()).isGreaterThan(4);
            assertThat(pixels.getFirst()).isEqualTo(WHITE);
            assertThat(text(parts.get(2)).lines().toList()).hasSizeGreaterThan(1);
            assertThat(parts.get(3)).asString().matches("[\\p{L}\\p{N}.-]+\\.svg");
        }
    }

    private static String text(Object base64) {
        return new String(decoded(base64), StandardCharsets.UTF_8);
    }

    private static byte[] decoded(Object base64) {
        return Base64.getDecoder().decode(String.valueOf(base64));
    }

    @Test
    void theButtonsOfAFigureSaveFiles() throws InterruptedException {
        load("tree", 1280);
        WebElement figure = browser.driver().findElement(By.cssSelector("figure"));
        figure.findElement(By.xpath(".//button[text()='CSV']")).click();

        Path file = folder.resolve("downloads/magnetisation.csv");
        for (int k = 0; k < 200 && !Files.exists(file); k++) {
            Thread.sleep(50);
        }
        assertThat(file).content().startsWith("time,site,magnetisation\n0,0,1\n");
    }

    @Test
    void colourSchemeIsThatOfTheSystemUnlessChosen() {
        load("matrix", 1280);
        String light = ink();
        browser.colourScheme("dark");
        String dark = ink();
        assertThat(dark).isNotEqualTo(light);
        WebElement choice = browser.driver().findElement(By.cssSelector(".colours select"));
        choose(choice, "light");
        assertThat(ink()).isEqualTo(light);
        choose(choice, "auto");
        assertThat(ink()).isEqualTo(dark);
        assertThat(browser.errors()).isEmpty();
    }

    /// Chooses by the pointer: letters typed within a second of others would be taken for one word
    /// with them.
    private static void choose(WebElement select, String value) {
        select.findElement(By.cssSelector("option[value='%s']".formatted(value))).click();
    }

    /// The colours of the page and of the first text of a chart.
    private static String ink() {
        return String.valueOf(
                browser.script(
                        """
                        return getComputedStyle(document.body).backgroundColor + " " + getComputedStyle(document.querySelector(".plot svg text")).fill;
                        """));
    }

    @Test
    void paperShowsLightFiguresWithoutControls() {
        load("tree", 1280);
        browser.media(
                Map.of(
                        "media",
                        "print",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        browser.script("dispatchEvent(new Event('beforeprint'))");
        browser.width(700);

        assertThat(
                        browser.lines(
                                """
                                return [...document.querySelectorAll("button, select, input, nav")]
                                  .filter((e) => e.getClientRects().length).map((e) => e.outerHTML);
                                """))
                .isEmpty();
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.lines(OVERLAPS)).isEmpty();
        assertThat(browser.lines(CUT_OFF)).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth")).isEqualTo(700L);
        browser.script("dispatchEvent(new Event('afterprint'))");
    }

    @Test // as a page of a run on its way does
    void newDataKeepTheSlider() {
        load("matrix", 1280);
        WebElement slider = browser.driver().findElement(By.cssSelector("input[type=range]"));
        long frames = Long.parseLong(Objects.requireNonNull(slider.getDomAttribute("max"))) + 1;
        browser.script(LONGER);
        assertThat(value(slider)).isEqualTo(frames); // at the end it follows the end

        slider.sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
        browser.script(LONGER);

        assertThat(value(slider)).isEqualTo(1);
        assertThat(slider.getDomAttribute("max")).isEqualTo(String.valueOf(frames + 1));
        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isEqualTo("later");
        assertThat(browser.driver().findElements(By.cssSelector("#sections h2")))
                .extracting(WebElement::getText)
                .contains("New")
                .doesNotHaveDuplicates();
        assertThat(browser.errors()).isEmpty();
    }

    private static long value(WebElement slider) {
        return Long.parseLong(Objects.requireNonNull(slider.getDomProperty("value")));
    }

    /// The report of the page with one time more in its first figure and a section more.
    private static final String LONGER =
            """
            window.shown ??= JSON.parse(document.getElementById("bugle-data").textContent);
            const plot = shown.sections[0].plots[0], last = plot.frames.at(-1);
            plot.frames.push({...last, time: last.time + 1});
            shown.title = "later";
            if (shown.sections.at(-1).title !== "New") shown.sections.push({title: "New", tables: [], plots: [{...plot, title: "new"}]});
            drawReport(shown);
            """;

    @Test // a page over all papers has some 150
    void figuresAreDrawnWhenTheyComeIntoView() {
        browser.media(Map.of());
        browser.width(1280);
        browser.driver().get(Objects.requireNonNull(pages.get("many")).toUri().toString());
        browser.width(1280); // settles
        assertThat((long) drawn()).isBetween(1L, 8L);

        browser.driver().findElement(By.linkText("Logarithms")).click();
        browser.width(1280);
        assertThat(browser.script("return [...figures.values()].at(-1).chart !== undefined"))
                .isEqualTo(true);

        browser.script("dispatchEvent(new Event('beforeprint'))");
        assertThat(drawn()).isEqualTo(16L);
    }

    private static Object drawn() {
        return Objects.requireNonNull(
                browser.script("return [...figures.values()].filter((f) => f.chart).length"));
    }
}
