package org.bugle.app.reproduce;

/// A statement about one number.
///
/// @param text such as `error of BUG, n = 8`
public record Claim(String text, Criterion criterion, Source source) {}
