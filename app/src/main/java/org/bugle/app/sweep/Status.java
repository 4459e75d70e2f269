package org.bugle.app.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far a case is.
public enum Status {
    /// Not computed yet, or stopped on the way.
    @JsonProperty("open")
    OPEN("open"),
    @JsonProperty("finished")
    FINISHED("finished"),
    /// For good, as far as this attempt at the study goes.
    @JsonProperty("failed")
    FAILED("failed");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
