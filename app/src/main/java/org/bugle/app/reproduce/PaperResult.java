package org.bugle.app.reproduce;

/// A paper's line among those of all papers.
///
/// @param paper its name
/// @param arxiv its number
/// @param claims what became of them
/// @param seconds wall time
public record PaperResult(String paper, String arxiv, Tally claims, double seconds) {}
