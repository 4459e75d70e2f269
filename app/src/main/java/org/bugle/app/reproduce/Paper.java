package org.bugle.app.reproduce;

import java.util.List;
import java.util.function.Supplier;

/// A paper and what of it can be run again.
public final class Paper {
    private final String name;
    private final String arxiv;
    private final String title;
    private final Supplier<List<Experiment>> content;

    /// @param name as in `bugle reproduce NAME`
    /// @param arxiv its number
    /// @param content the experiments, asked for when they are: who lists papers needs none
    public Paper(String name, String arxiv, String title, Supplier<List<Experiment>> content) {
        this.name = name;
        this.arxiv = arxiv;
        this.title = title;
        this.content = content;
    }

    public String name() {
        return name;
    }

    public String arxiv() {
        return arxiv;
    }

    public String title() {
        return title;
    }

    public List<Experiment> experiments() {
        return List.copyOf(content.get());
    }
}
