package org.bugle.app.reproduce;

import org.bugle.app.report.Plot;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Numbers;
import org.bugle.app.run.Stopwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;

/// A paper being run again.
///
/// @param full whether cases of more than a minute are run too
public record Reproduction(Paper paper, boolean full, int threads, Interruption interruption) {
    /// What came out of an experiment.
    ///
    /// @param seconds wall time
    public record Finding(Experiment experiment, List<Row> rows, List<Plot> plots, double seconds) {
        public Finding {
            rows = List.copyOf(rows);
            plots = List.copyOf(plots);
        }
    }

    /// Who looks on.
    public interface Watcher {
        /// A claim has been checked.
        void row(Row row);

        /// An experiment has ended.
        void ended(Finding finding);
    }

    /// Runs all experiments.
    public List<Finding> run(Watcher watcher) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() ->
                            paper.experiments().stream().map(each -> made(each, watcher)).toList())
                    .join();
        }
    }

    private Finding made(Experiment experiment, Watcher watcher) {
        Stopwatch watch = Stopwatch.started();
        Lab lab = new Lab(interruption);
        List<Row> rows = new ArrayList<>();
        for (Case each : experiment.cases()) {
            List<Row> made = rows(experiment.id(), each, lab);
            made.forEach(watcher::row);
            rows.addAll(made);
        }
        Finding finding = new Finding(experiment, rows, lab.plots(), watch.seconds());
        watcher.ended(finding);
        return finding;
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
}
