package org.bugle.linalg.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.bytedeco.javacpp.Loader;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// Finds the OpenBLAS library that the `org.bytedeco:openblas` artifact ships and binds its
/// functions. BLAS is set to one thread when it is loaded and stays so: its thread count is global
/// to the process, and the parallelism of a run is above it.
@SuppressWarnings("restricted") // binding native functions is what this class is for
final class Library {
    private static final Linker LINKER = Linker.nativeLinker();

    private static final SymbolLookup SYMBOLS = load();

    private Library() {}

    private static SymbolLookup load() {
        String wrapper = Loader.load(org.bytedeco.openblas.global.openblas.class);
        SymbolLookup lookup =
                SymbolLookup.libraryLookup(
                        new File(new File(wrapper).getParentFile(), libraryName()).toPath(),
                        Arena.global());
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

    private static String libraryName() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return "libopenblas.dll";
        }
        return os.contains("mac") ? "libopenblas.0.dylib" : "libopenblas.so.0";
    }

    /// A function bound twice: on heap arrays without a copy for short calls, and on native memory
    /// for long ones, which must not hold up the collector's safepoints.
    record Function(MethodHandle critical, MethodHandle plain) {}

    /// Binds a function; letters stand for its result and arguments: i int, d double, c char, p
    /// pointer, v nothing.
    static Function function(String name, char result, String arguments) {
        FunctionDescriptor descriptor = descriptor(result, arguments);
        return new Function(
                bind(SYMBOLS, name, descriptor, true), bind(SYMBOLS, name, descriptor, false));
    }

    /// Binds a function that is only ever called for a moment.
    static MethodHandle critical(String name, char result, String arguments) {
        return bind(SYMBOLS, name, descriptor(result, arguments), true);
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
