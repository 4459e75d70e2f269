package org.bugle.app.plugin;

import java.util.Optional;
import java.util.stream.Stream;

/// An exception that went through a plugin's code.
public final class PluginFailure {
    /// What the name of a plugin's class loader begins with; its path follows.
    static final String LOADER = "plugin ";

    private PluginFailure() {}

    /// A sentence that names the plugin and the place in its source, if the failure passed there.
    public static Optional<String> sentence(Throwable failure) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, PluginFailure::cause)
                .flatMap(Optional::stream)
                .flatMap(each ->
                        Stream.of(each.getStackTrace())
                                .filter(PluginFailure::isOfPlugin)
                                .limit(1)
                                .map(frame -> sentence(each, frame)))
                .findFirst();
    }

    private static Optional<Throwable> cause(Optional<Throwable> failure) {
        return failure.flatMap(each -> Optional.ofNullable(each.getCause()));
    }

    private static boolean isOfPlugin(StackTraceElement frame) {
        return frame.getClassLoaderName() != null && frame.getClassLoaderName().startsWith(LOADER);
    }

    private static String sentence(Throwable failure, StackTraceElement frame) {
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        return "%s%s in %s.%s (%s:%d) of the %s"
                .formatted(
                        failure.getClass().getSimpleName(),
                        message,
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber(),
                        frame.getClassLoaderName());
    }
}
