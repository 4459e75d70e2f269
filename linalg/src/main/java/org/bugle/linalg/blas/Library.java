package org.bugle.linalg.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the OpenBLAS library that the `org.bytedeco:openblas` artifact ships and binds its
/// functions. BLAS is set to one thread when it is loaded and stays so: its thread count is global
/// to the process, and the parallelism of a run is above it.
@SuppressWarnings("restricted") // binding native functions is what this class is for
final class Library {
    private static final Linker LINKER = Linker.nativeLinker();

    /// What OpenBLAS itself needs of the artifact, in the order of loading.
    private static final List<String> NEEDED =
            List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5");

    private static final SymbolLookup SYMBOLS = load();

    private Library() {}

    private static SymbolLookup load() {
        SymbolLookup lookup = SymbolLookup.libraryLookup(library(), Arena.global());
        try {
            bind(lookup, "openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT), false)
                    .invokeExact(1);
            bind(lookup, "LAPACKE_set_nancheck", FunctionDescriptor.ofVoid(JAVA_INT), false)
                    .invokeExact(0);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS could not be initialised", e);
        }
        return lookup;
    }

    /// The file of the library. On Linux it and what it needs are unpacked by themselves: with the
    /// wrapper for JavaCPP, which nothing calls, that takes four times as long.
    private static Path library() {
        String platform = Loader.getPlatform();
        if (!platform.startsWith("linux")) {
            String wrapper = Loader.load(org.bytedeco.openblas.global.openblas.class);
            boolean mac = platform.startsWith("mac");
            return Path.of(wrapper).resolveSibling(mac ? "libopenblas.0.dylib" : "libopenblas.dll");
        }
        for (String needed : NEEDED) {
            unpacked(platform, needed)
                    .ifPresent(file -> SymbolLookup.libraryLookup(file, Arena.global()));
        }
        return unpacked(platform, "libopenblas.so.0")
                .orElseThrow(
                        () -> new IllegalStateException("there is no OpenBLAS for " + platform));
    }

    /// A file of the artifact in the user's cache, if the artifact has it.
    private static Optional<Path> unpacked(String platform, String name) {
        URL resource =
                Library.class.getResource("/org/bytedeco/openblas/%s/%s".formatted(platform, name));
        if (resource == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Loader.cacheResource(resource).toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be unpacked", e);
        }
    }

    /// A function that is bound when it is first called, for short calls on heap arrays without a
    /// copy and for long ones on native memory, which must not hold up the collector's safepoints.
    /// Letters stand for its result and arguments: i int, d double, c char, p pointer, v nothing.
    static final class Function {
        private final String name;
        private final char result;
        private final String arguments;
        private volatile @Nullable MethodHandle critical;
        private volatile @Nullable MethodHandle plain;

        Function(String name, char result, String arguments) {
            this.name = name;
            this.result = result;
            this.arguments = arguments;
        }

        MethodHandle critical() {
            MethodHandle bound = critical;
            if (bound == null) {
                bound = Library.critical(name, result, arguments);
                critical = bound;
            }
            return bound;
        }

        MethodHandle plain() {
            MethodHandle bound = plain;
            if (bound == null) {
                bound = Library.plain(name, result, arguments);
                plain = bound;
            }
            return bound;
        }
    }

    /// Binds a function for calls of a moment, on heap arrays.
    static MethodHandle critical(String name, char result, String arguments) {
        return bind(SYMBOLS, name, descriptor(result, arguments), true);
    }

    /// Binds a function for long calls, on native memory.
    static MethodHandle plain(String name, char result, String arguments) {
        return bind(SYMBOLS, name, descriptor(result, arguments), false);
    }

    private static FunctionDescriptor descriptor(char result, String arguments) {
        MemoryLayout[] layouts =
                arguments.chars().mapToObj(Library::layout).toArray(MemoryLayout[]::new);
        return result == 'v'
                ? FunctionDescriptor.ofVoid(layouts)
                : FunctionDescriptor.of(layout(result), layouts);
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'i' -> JAVA_INT;
            case 'd' -> JAVA_DOUBLE;
            case 'c' -> JAVA_BYTE;
            case 'p' -> ADDRESS;
            default -> throw new IllegalArgumentException("no layout for " + (char) letter);
        };
    }

    private static MethodHandle bind(
            SymbolLookup lookup, String name, FunctionDescriptor descriptor, boolean critical) {
        MemorySegment symbol =
                lookup.find(name)
                        .orElseThrow(() -> new IllegalStateException("OpenBLAS lacks " + name));
        return critical
                ? LINKER.downcallHandle(symbol, descriptor, Linker.Option.critical(true))
                : LINKER.downcallHandle(symbol, descriptor);
    }
}
