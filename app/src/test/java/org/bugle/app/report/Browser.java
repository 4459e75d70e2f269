package org.bugle.app.report;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.StreamSupport;

/// Debian's Chromium without a window, which sees no network but this machine; an exception where
/// it is not installed.
public final class Browser implements AutoCloseable {
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final String BINARY = "/usr/bin/chromium";

    private final ChromeDriver driver;

    /// @param downloads where saved files go
    public Browser(Path downloads) {
        // else Selenium looks for a driver in the network
        var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
        var options = new ChromeOptions();
        options.setBinary(BINARY);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars", // so that the page is as wide as the window
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "download.default_directory",
                        downloads.toString(),
                        "download.prompt_for_download",
                        false));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    }

    ChromeDriver driver() {
        return driver;
    }

    /// Opens a page in a window of a width, in light colours, with all its figures drawn.
    public void open(URI page, int width) {
        media(Map.of());
        driver.manage().window().setSize(new Dimension(1280, 1000));
        width(width);
        driver.get(page.toString());
        script("for (const figure of figures.values()) figure.draw();");
    }

    /// Makes the window's contents so wide, a phone's included.
    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
        settle();
    }

    /// Pretends other media, such as `media` = `print` or a preferred colour scheme.
    void media(Map<String, Object> media) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", media);
        settle();
    }

    /// Pretends that the system is light or dark.
    void colourScheme(String scheme) {
        media(Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Waits until what was asked for is drawn.
    private void settle() {
        driver.executeAsyncScript(
                "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() =>"
                        + " requestAnimationFrame(done)), 50);");
    }

    public @Nullable Object script(String script, Object... arguments) {
        Object found = driver.executeScript(script, arguments);
        settle();
        return found;
    }

    /// What the script passes to its last argument, a function.
    public @Nullable Object later(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /// The lines of a list that a script returns.
    List<String> lines(String script, Object... arguments) {
        return ((List<?>) Objects.requireNonNull(script(script, arguments)))
                .stream().map(String::valueOf).toList();
    }

    /// Errors that the page has written to the console since the last call.
    public List<String> errors() {
        return StreamSupport.stream(
                        driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
