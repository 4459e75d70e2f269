package org.bugle.app.sweep;

import java.io.Serializable;

/// A case of a study as it travels to whoever computes it.
///
/// @param number of the case, from 1
/// @param runFile the whole run file, as YAML
/// @param threads that it may use
public record Task(int number, String runFile, int threads) implements Serializable {}
