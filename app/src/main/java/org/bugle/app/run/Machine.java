package org.bugle.app.run;

import java.io.Console;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What this process runs on.
public final class Machine {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Machine() {}

    /// Such as `Java 25.0.1, Linux amd64, 2 cores`.
    public static String inWords() {
        return "Java %s, %s %s, %d cores"
                .formatted(
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        cores());
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Bytes of memory in the machine, or what the container may use of it.
    public static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /// The largest memory of the process so far, in bytes: resident where the system tells, else
    /// the peaks of the heap's parts.
    public static long peakBytes() {
        return resident().orElseGet(Machine::heapPeak);
    }

    private static Optional<Long> resident() {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
    }

    /// Whether what is written to the error stream is looked at on a terminal.
    public static boolean hasTerminal() {
        Path errors = Path.of("/proc/self/fd/2");
        try {
            return Files.exists(Path.of("/proc/self/fd"))
                    ? Files.readSymbolicLink(errors).toString().matches("/dev/(pts/|tty).*")
                    : Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
