package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.files.History;
import org.bugle.lowrank.State;
import org.bugle.models.Field;
import org.bugle.models.Observable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The page that shows a run, finished or on its way.
///
/// @param <Y> the format of the solution
final class RunReport<Y extends State<Y>> {
    private final Plan<Y> plan;
    private final History history;
    private final List<Shot> shots;
    private final Optional<Last<Y>> last;

    /// The newest solution that is there with its factors.
    record Last<Y>(double time, Y state) {}

    /// @param history of the steps, the start first; steps may be left out
    /// @param shots by time
    RunReport(Plan<Y> plan, History history, List<Shot> shots, Optional<Last<Y>> last) {
        this.plan = plan;
        this.history = history;
        this.shots = List.copyOf(shots);
        this.last = last;
    }

    /// @param summary behind the rows that tell what is run
    /// @param configuration the run file with its defaults
    Report of(List<Report.Row> summary, List<Report.Note> notes, String configuration) {
        List<Report.Row> rows = new ArrayList<>(plan.header());
        rows.addAll(summary);
        return new Report(
                plan.input().file().problem() + " by " + plan.scheme().integrator().name(),
                rows,
                notes,
                List.of(
                        new Report.Section("Solution", solution()),
                        new Report.Section("Rank", rank()),
                        new Report.Section("Invariants and observables", observables()),
                        new Report.Section("Steps", steps())),
                configuration,
                plan.formulation().citations());
    }

    private List<Plot> solution() {
        List<Plot> plots = new ArrayList<>();
        last.ifPresent(there ->
                plots.addAll(plan.formulation().solution(shots, there.time(), there.state())));
        if (!shots.isEmpty()) {
            for (Field<Y> field : plan.fields()) {
                plots.addAll(plan.formulation().field(field, shots));
            }
        }
        return plots;
    }

    private List<Plot> rank() {
        List<Shot> whole = Shot.whole(shots);
        List<Plot> plots = new ArrayList<>();
        if (!whole.isEmpty()) {
            plots.add(Figures.singularValues(whole));
        }
        plots.add(Figures.over(history, "rank", Axis.linear("rank"), e -> e.row().maxRank()));
        if (!whole.isEmpty()) {
            plots.addAll(plan.formulation().ranks(whole));
        }
        // with fixed ranks nothing is ever discarded
        if (taken().entries().stream().anyMatch(e -> e.row().discarded() > 0)) {
            plots.add(
                    Figures.over(
                            taken(),
                            "discarded weight",
                            Axis.log("discarded weight"),
                            e -> e.row().discarded()));
        }
        return plots;
    }

    /// The start is no step: it discards nothing, and nothing has drifted there.
    private History taken() {
        return new History(
                history.observed(),
                history.entries().stream().filter(e -> e.row().index() > 0).toList());
    }

    private List<Plot> observables() {
        List<Plot> plots = new ArrayList<>();
        plots.add(Figures.over(history, "norm", Axis.linear("norm"), e -> e.row().norm()));
        List<Observable<Y>> all = plan.problem().observables();
        for (int k = 0; k < all.size(); k++) {
            int column = k;
            String name = all.get(k).name();
            plots.add(
                    Figures.over(
                            history, name, Axis.linear(name), e -> e.row().observed().get(column)));
            if (all.get(k).invariant()) {
                double initial = history.entries().getFirst().row().observed().get(column);
                plots.add(
                        Figures.over(
                                taken(),
                                "drift of " + name,
                                Axis.log("drift of " + name),
                                e -> Math.abs(e.row().observed().get(column) - initial)));
            }
        }
        return plots;
    }

    private List<Plot> steps() {
        History taken = taken();
        List<Plot> plots = new ArrayList<>();
        plots.add(Figures.over(taken, "step size", Axis.log("step size"), e -> e.row().stepSize()));
        if (taken.entries().stream().anyMatch(e -> !Double.isNaN(e.row().errorEstimate()))) {
            plots.add(
                    Figures.over(
                            taken,
                            "estimate of the local error",
                            Axis.log("estimate of the local error"),
                            e -> e.row().errorEstimate()));
        }
        plots.add(secondsPerStep());
        return plots;
    }

    private Plot secondsPerStep() {
        int n = history.entries().size();
        double[] time = new double[n - 1];
        double[] seconds = new double[n - 1];
        for (int k = 1; k < n; k++) {
            History.Entry before = history.entries().get(k - 1);
            History.Entry now = history.entries().get(k);
            time[k - 1] = now.row().time();
            seconds[k - 1] =
                    (now.seconds() - before.seconds()) / (now.row().index() - before.row().index());
        }
        return new Plot.Lines(
                "wall time of a step",
                Axis.linear("time"),
                Axis.log("wall time").in("s"),
                List.of(Plot.Series.of("wall time", time, seconds)));
    }
}
