package org.bugle.app.config;

/// Where a value was written.
///
/// @param source the file as the user named it, or `--set KEY`
/// @param line counted from 1; 0 where there are no lines
public record Place(String source, int line) {

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
