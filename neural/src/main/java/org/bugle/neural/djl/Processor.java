package org.bugle.neural.djl;

/// Where the engine computes.
public enum Processor {
    CPU,
    /// The first CUDA device; needs the native library that is built for CUDA.
    GPU
}
