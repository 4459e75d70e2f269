package org.bugle.app.reproduce;

import java.util.List;

/// A paper and what of it can be run again.
///
/// @param name as in `bugle reproduce NAME`
/// @param arxiv its number
public record Paper(String name, String arxiv, String title, List<Experiment> experiments) {
    public Paper {
        experiments = List.copyOf(experiments);
    }
}
