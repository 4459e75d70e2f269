package org.bugle.benchmarks;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// The text of `RESULTS.md`.
record ResultsPage(
        LocalDate date,
        Machine machine,
        MachineRates rates,
        List<Yardstick.Result> results,
        String startUp) {
    String text() {
        return """
        # Results

        Written by `mvn -pl benchmarks -am package -DskipTests -Pbenchmarks`; what the figures say, and why a target is missed,
        stands in [README.md](README.md).

        | | |
        |---|---|
        | date | %s |
        | commit | %s |
        | machine | %s, %d cores |
        | Java | %s |
        | BLAS | %s, one thread |
        | product of 1000×1000 matrices | %.1f GF/s |
        | product of 4096×40 by 40×40 | %.1f GF/s |
        | QR of 4096×40, 4 m r² flops | %.1f GF/s |
        | triad a ← b + s c | %.1f GB/s |

        Times are medians of one step in a process of its own that has the launcher's options (large pages among them), after two
        seconds of warm-up. The *limit* is what one thread needs for the counted flops at the rate of the large product plus the counted bytes at the rate of the triad. Bytes are those of the
        operands of every kernel, counted once a call; operands that stay in a cache move faster, so that a step of small blocks can
        take less than its limit.

        ## Yardsticks

        | step | others | target | one thread | of target | two threads | speed-up | allocated | Mflop | limit | time : limit |
        |---|---|---|---|---|---|---|---|---|---|---|
        %s

        ## Start-up

        Wall time, medians of five.

        | command | seconds |
        |---|---|
        %s
        """
                .formatted(
                        date,
                        machine.commit(),
                        machine.processor(),
                        machine.cores(),
                        machine.java(),
                        machine.blas(),
                        rates.gemm() / 1e9,
                        rates.tallGemm() / 1e9,
                        rates.qr() / 1e9,
                        rates.triad() / 1e9,
                        results.stream().map(this::row).collect(Collectors.joining("\n")),
                        startUp);
    }

    private String row(Yardstick.Result result) {
        double time = result.one().milliseconds();
        double limit = result.limit(rates);
        OptionalDouble target = result.yardstick().target();
        return "| %s | %s | %s | %s | %s | %s | %.2f | %s | %s | %s | %.1f |"
                .formatted(
                        result.yardstick().title(),
                        result.yardstick().others(),
                        target.isPresent() ? milliseconds(target.getAsDouble()) : "",
                        milliseconds(time),
                        target.isPresent() ? share(time / target.getAsDouble()) : "",
                        milliseconds(result.two().milliseconds()),
                        result.speedUp(),
                        megabytes(result.one().allocated()),
                        digits(result.work().flops() / 1e6),
                        milliseconds(limit),
                        time / limit);
    }

    private static String share(double ofTarget) {
        return "%.2f%s".formatted(ofTarget, ofTarget > 1 ? " **missed**" : "");
    }

    static String milliseconds(double value) {
        return digits(value) + " ms";
    }

    static String megabytes(double bytes) {
        return digits(bytes / 1e6) + " MB";
    }

    /// Three significant digits, without an exponent.
    private static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
