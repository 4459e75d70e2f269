package org.bugle.neural.method;

/// What a method asks to know of the gradient by one weight.
public enum Wanted {
    /// All entries, of a dense weight.
    DENSE,
    /// That by the core, in fixed bases.
    CORE,
    /// That by the core, and G seen through all bases but one.
    FACTORS
}
