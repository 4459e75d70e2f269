package org.bugle.app.reproduce;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where an expected figure comes from.
public enum Source {
    /// Printed in the paper.
    @JsonProperty("paper")
    PAPER("paper"),
    /// Computed by, or read from, the authors' public code.
    @JsonProperty("authors-code")
    AUTHORS_CODE("authors' code"),
    /// An independent implementation, or theory.
    @JsonProperty("reference")
    REFERENCE("independent reference");

    private final String words;

    Source(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
