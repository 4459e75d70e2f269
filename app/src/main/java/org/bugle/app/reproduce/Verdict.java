package org.bugle.app.reproduce;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What became of a claim.
public enum Verdict {
    @JsonProperty("reproduced")
    REPRODUCED("reproduced"),
    @JsonProperty("differs")
    DIFFERS("differs"),
    @JsonProperty("not-run")
    NOT_RUN("not run");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
