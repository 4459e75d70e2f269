package org.bugle.linalg.blas;

import java.lang.foreign.MemorySegment;

/// The native library that was loaded.
///
/// @param configuration in its own words: version, options, kernels of this processor
/// @param threads that it uses by itself
public record BlasBuild(String configuration, int threads) {
    /// Loads the library if nothing has yet.
    ///
    /// @throws IllegalStateException if it does not answer
    @SuppressWarnings("restricted") // the length of a C string is known to nobody but its end
    public static BlasBuild loaded() {
        try {
            var words =
                    (MemorySegment) Library.critical("openblas_get_config", 'p', "").invokeExact();
            int threads = (int) Library.critical("openblas_get_num_threads", 'i', "").invokeExact();
            return new BlasBuild(words.reinterpret(Long.MAX_VALUE).getString(0).strip(), threads);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS does not tell its configuration", e);
        }
    }
}
