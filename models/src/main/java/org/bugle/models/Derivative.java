package org.bugle.models;

/// How a spatial derivative of a transport equation is discretised (spec `gap` §4.3).
public enum Derivative {
    /// Exact for all wave numbers that the grid resolves.
    FOURIER,
    /// (−1, 0, 1)/(2Δx).
    CENTRED,
    /// Centred with the artificial diffusion |J| (1, −2, 1)/(2Δx); not for small ε.
    UPWIND
}
