package org.bugle.app.reproduce;

import org.bugle.app.report.Report;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/// A paper being run again.
///
/// @param full whether cases of more than a minute are run too
public record Reproduction(Paper paper, boolean full, int threads, Interruption interruption) {
    /// What came out of the experiments.
    public record Finding(Experiment experiment, List<Row> rows, List<Report.Section> sections) {}

    /// Runs all experiments.
    ///
    /// @param watcher sees every row as soon as it is there
    public List<Finding> run(Consumer<Row> watcher) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() ->
                            paper.experiments().stream().map(each -> made(each, watcher)).toList())
                    .join();
        }
    }

    private Finding made(Experiment experiment, Consumer<Row> watcher) {
        Lab lab = new Lab(interruption);
        List<Row> rows = new ArrayList<>();
        for (Case each : experiment.cases()) {
            List<Row> made = rows(experiment.id(), each, lab);
            made.forEach(watcher);
            rows.addAll(made);
        }
        return new Finding(
                experiment,
                rows,
                List.of(
                        new Report.Section(
                                experiment.id() + ": " + experiment.title(),
                                List.of(table(rows)),
                                lab.plots())));
    }

    private List<Row> rows(String experiment, Case each, Lab lab) {
        return switch (each) {
            case Case.NotRun(List<Claim> claims, String reason) ->
                    claims.stream().map(claim -> Row.notRun(experiment, claim, reason)).toList();
            case Case.Measured work when !full && !work.isQuick() ->
                    work.claims().stream()
                            .map(claim ->
                                    Row.notRun(
                                            experiment,
                                            claim,
                                            "takes about %s min; --full runs it"
                                                    .formatted(
                                                            Numbers.brief(
                                                                    work.seconds() / 60.0, 2))))
                            .toList();
            case Case.Measured work -> measured(experiment, work, lab);
        };
    }

    private List<Row> measured(String experiment, Case.Measured work, Lab lab) {
        try {
            lab.requireTime();
            List<Double> values = work.measurement().measure(lab);
            if (values.size() != work.claims().size()) {
                throw new IllegalStateException(
                        "%s: %d numbers for %d claims"
                                .formatted(experiment, values.size(), work.claims().size()));
            }
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                rows.add(Row.measured(experiment, work.claims().get(i), values.get(i)));
            }
            return rows;
        } catch (CancellationException e) {
            return work.claims().stream()
                    .map(claim -> Row.notRun(experiment, claim, "interrupted"))
                    .toList();
        } catch (ArithmeticException e) { // a run that diverged
            return work.claims().stream()
                    .map(claim -> Row.failed(experiment, claim, String.valueOf(e.getMessage())))
                    .toList();
        }
    }

    private static Report.Table table(List<Row> rows) {
        return new Report.Table(
                List.of("claim", "expected", "from", "measured", "verdict"),
                rows.stream()
                        .map(row ->
                                List.of(
                                        row.claim(),
                                        row.criterion(),
                                        row.source().toString(),
                                        row.number(),
                                        row.verdict()
                                                + row.reason()
                                                        .map(reason -> ": " + reason)
                                                        .orElse("")))
                        .toList());
    }
}
