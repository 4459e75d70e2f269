package org.bugle.neural.huggingface;

/// What stands on an encoder.
public enum Head {
    /// Nothing: the representation of each token or patch, (b, T, width).
    STATES,
    /// The pooled representation of the whole, (b, width).
    POOLED,
    /// A classifier of the whole, (b, classes).
    WHOLE,
    /// A classifier of each token, (b, T, classes).
    TOKENS
}
