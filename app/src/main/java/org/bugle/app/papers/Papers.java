package org.bugle.app.papers;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Paper;

import java.util.ArrayList;
import java.util.List;

/// All papers that can be run again.
public final class Papers {
    private Papers() {}

    public static List<Paper> all() {
        return List.of(
                MidpointBugPaper.paper(),
                GapPaper.paper(),
                RandomizedPaper.paper(),
                RetractionsPaper.paper(),
                TtnPaper.paper(),
                TtnoPaper.paper(),
                RailPaper.paper(),
                TuckerConvPaper.paper(),
                CondLrPaper.paper(),
                GeoLoraPaper.paper());
    }

    /// The paper of a name or of an arXiv number.
    ///
    /// @throws InputException if there is none
    public static Paper named(String name) {
        List<String> names = all().stream().map(Paper::name).toList();
        List<String> candidates = new ArrayList<>(names);
        candidates.add("all");
        return all().stream()
                .filter(paper -> paper.name().equals(name) || paper.arxiv().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InputException(
                                "'%s' is no paper%s"
                                        .formatted(
                                                name, Nearest.hint(name, candidates, candidates))));
    }

    /// A paper with one of its experiments.
    ///
    /// @throws InputException if there is none of that id
    public static Paper only(Paper paper, String experiment) {
        List<String> ids = paper.experiments().stream().map(Experiment::id).toList();
        Experiment found =
                paper.experiments().stream()
                        .filter(each -> each.id().equalsIgnoreCase(experiment))
                        .findFirst()
                        .orElseThrow(() ->
                                new InputException(
                                        "'%s' is no experiment of %s%s"
                                                .formatted(
                                                        experiment,
                                                        paper.name(),
                                                        Nearest.hint(experiment, ids, ids))));
        return new Paper(paper.name(), paper.arxiv(), paper.title(), () -> List.of(found));
    }
}
