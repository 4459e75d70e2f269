package org.bugle.neural.djl;

import ai.djl.engine.Engine;

import org.bugle.neural.engine.EngineUnavailableException;

import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Finds and loads the native libraries of PyTorch.
///
/// Two things are needed beside DJL: the bridge `pytorch-jni`, and PyTorch itself, either as a jar
/// `pytorch-native-…` or as a folder of an installed libtorch, named by the environment variable
/// `PYTORCH_LIBRARY_PATH`.
final class Libraries {
    private static final String BRIDGE = "/jnilib/pytorch.properties";
    private static final String NATIVE = "/native/lib/pytorch.properties";
    private static final String FOLDER = "PYTORCH_LIBRARY_PATH";

    private static final int LEVEL_OF_ERRORS = 2; // as in Google's logging library

    private Libraries() {}

    /// @throws EngineUnavailableException if one of them is missing or does not load
    static Engine load() {
        Offline.ensure();
        missing(System.getenv(FOLDER) != null).ifPresent(Libraries::fail);
        try {
            Engine engine = Engine.getEngine("PyTorch");
            logErrorsAlone();
            return engine;
        } catch (RuntimeException
                | LinkageError e) { // DJL throws several kinds, its natives Errors
            throw new EngineUnavailableException(
                    ("PyTorch: its native library does not load (%s); it must be of this system and"
                                    + " of version 2.7.1")
                            .formatted(reason(e)),
                    e);
        }
    }

    /// On some processors PyTorch warns at every convolution in double precision that it goes
    /// without NNPACK. The level of its log has no other handle than the variable itself.
    @SuppressWarnings("restricted") // a symbol has no length of its own
    private static void logErrorsAlone() {
        SymbolLookup.loaderLookup()
                .find("FLAGS_caffe2_log_level")
                .ifPresent(level ->
                        level.reinterpret(Integer.BYTES)
                                .set(ValueLayout.JAVA_INT, 0, LEVEL_OF_ERRORS));
    }

    private static void fail(String message) {
        throw new EngineUnavailableException(message);
    }

    /// What is not there, as a sentence.
    private static Optional<String> missing(boolean hasFolder) {
        if (!isThere(BRIDGE)) {
            return Optional.of(hint("the jar pytorch-jni-2.7.1-0.35.1.jar"));
        }
        if (!isThere(NATIVE) && !hasFolder) {
            return Optional.of(
                    hint("the native library (a jar pytorch-native-cpu-2.7.1-….jar)")
                            + ", or set "
                            + FOLDER
                            + " to the lib folder of a libtorch 2.7.1");
        }
        return Optional.empty();
    }

    private static String hint(String what) {
        return "PyTorch: %s is not on the class path; start by the launcher bugle, which puts the jars of its folder engine there"
                .formatted(what);
    }

    private static boolean isThere(String resource) {
        return Libraries.class.getResource(resource) != null;
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return message.lines().findFirst().orElse(root.toString());
    }
}
