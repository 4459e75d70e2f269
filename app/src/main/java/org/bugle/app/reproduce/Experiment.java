package org.bugle.app.reproduce;

import java.util.List;

/// One experiment of a paper.
///
/// @param id as in the project's documentation of the paper, such as `M1`
public record Experiment(String id, String title, List<Case> cases) {
    public Experiment {
        cases = List.copyOf(cases);
    }

    public static Experiment of(String id, String title, Case... cases) {
        return new Experiment(id, title, List.of(cases));
    }
}
