package org.bugle.app.run;

import org.bugle.app.report.Report;
import org.bugle.evolution.Row;
import org.bugle.files.History;
import org.bugle.files.Result;
import org.bugle.lowrank.State;
import org.bugle.models.Observable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/// What came out of a run, as numbers and in words.
public final class Summary {
    private final Result result;
    private final History history;

    private Summary(Result result, History history) {
        this.result = result;
        this.history = history;
    }

    /// What the result of a run says.
    static Summary of(Result result, History history) {
        return new Summary(result, history);
    }

    /// @param history of the whole run, also where it was resumed, or as far as it is there
    /// @param error empty without a reference
    /// @param warnings of the run
    public static <Y extends State<Y>> Summary of(
            Plan<Y> plan,
            History history,
            Optional<Result.Deviation> error,
            List<String> warnings) {
        Row last = history.entries().getLast().row();
        int maxRank =
                history.entries().stream().mapToInt(entry -> entry.row().maxRank()).max().orElse(0);
        long bytes =
                history.entries().stream()
                        .mapToLong(entry -> plan.formulation().bytes(entry.row().ranks()))
                        .max()
                        .orElse(0);
        double seconds = history.entries().getLast().seconds();
        SequencedMap<String, Result.Invariant> invariants = new LinkedHashMap<>();
        SequencedMap<String, Double> observables = new LinkedHashMap<>();
        observables.put("norm", last.norm());
        invariants.put("norm", invariant(history, Row::norm));
        List<Observable<Y>> all = plan.problem().observables();
        for (int k = 0; k < all.size(); k++) {
            observables.put(all.get(k).name(), last.observed().get(k));
            if (all.get(k).invariant()) {
                int column = k;
                invariants.put(
                        all.get(k).name(), invariant(history, row -> row.observed().get(column)));
            }
        }
        Result result =
                new Result(
                        plan.input().file().problem(),
                        plan.scheme().integrator().name(),
                        last.index(),
                        last.time(),
                        last.maxRank(),
                        maxRank,
                        last.ranks(),
                        error,
                        invariants,
                        observables,
                        plan.formulation().pointwise(),
                        new Result.Seconds(seconds, seconds / Math.max(1, last.index())),
                        new Result.Memory(Machine.peakBytes(), bytes),
                        Version.current(),
                        plan.input().file().seed(),
                        warnings);
        return new Summary(result, history);
    }

    private static Result.Invariant invariant(History history, ToDoubleFunction<Row> quantity) {
        List<Double> values =
                history.entries().stream()
                        .map(entry -> quantity.applyAsDouble(entry.row()))
                        .toList();
        double first = values.getFirst();
        double drift =
                values.stream().mapToDouble(value -> Math.abs(value - first)).max().orElse(0);
        return new Result.Invariant(first, values.getLast(), drift);
    }

    public Result result() {
        return result;
    }

    /// Label and value, a line each.
    public List<Report.Row> rows() {
        List<Report.Row> rows = new ArrayList<>();
        rows.add(
                new Report.Row("error", result.error().map(Summary::words).orElse("not measured")));
        rows.addAll(soFar());
        rows.add(
                new Report.Row(
                        "memory",
                        "%s at most, of which factors %s"
                                .formatted(
                                        Numbers.bytes(result.memory().peakBytes()),
                                        Numbers.bytes(result.memory().factorBytes()))));
        return rows;
    }

    /// Those lines that a run has on its way too.
    List<Report.Row> soFar() {
        List<Report.Row> rows = new ArrayList<>();
        rows.add(
                new Report.Row(
                        "rank",
                        "%d at the end, %d at most".formatted(result.rank(), result.maxRank())));
        result.observables()
                .forEach((name, value) ->
                        rows.add(
                                new Report.Row(
                                        name,
                                        Numbers.brief(value, 10)
                                                + Optional.ofNullable(result.invariants().get(name))
                                                        .map(Summary::drift)
                                                        .orElse(""))));
        rows.add(new Report.Row("discarded", discarded()));
        result.pointwise()
                .filter(terms -> terms.interpolations() > 0)
                .ifPresent(terms -> rows.add(new Report.Row("interpolation", words(terms))));
        rejected().ifPresent(words -> rows.add(new Report.Row("rejected", words)));
        rows.add(
                new Report.Row(
                        "time",
                        "%s s for %d steps, %s ms a step"
                                .formatted(
                                        Numbers.brief(result.seconds().total(), 3),
                                        result.steps(),
                                        Numbers.brief(1e3 * result.seconds().perStep(), 3))));
        return rows;
    }

    private static String words(Result.Deviation error) {
        return String.format(
                Locale.ROOT,
                "%.3e relative, %.3e absolute (Frobenius norm; reference: %s)",
                error.relative(),
                error.absolute(),
                error.reference());
    }

    private static String words(Result.Pointwise terms) {
        return "error estimated at up to %s (relative), from up to %d rows or columns%s"
                .formatted(
                        Numbers.brief(terms.estimatedError(), 2),
                        terms.mostIndices(),
                        terms.missed() == 0
                                ? ""
                                : "; %d of %d missed the tolerance"
                                        .formatted(terms.missed(), terms.interpolations()));
    }

    private static String drift(Result.Invariant invariant) {
        return ", drifted by up to %s from %s"
                .formatted(
                        Numbers.brief(invariant.drift(), 3),
                        Numbers.brief(invariant.initial(), 10));
    }

    private String discarded() {
        double sum = history.entries().stream().mapToDouble(entry -> entry.row().discarded()).sum();
        long capped = history.entries().stream().filter(entry -> entry.row().capped()).count();
        return Numbers.brief(sum, 3)
                + " in all by truncation"
                + (capped == 0
                        ? ""
                        : ", more than the tolerance in %d steps because of maxRank"
                                .formatted(capped));
    }

    private Optional<String> rejected() {
        int error =
                history.entries().stream().mapToInt(entry -> entry.row().rejectedForError()).sum();
        int rank =
                history.entries().stream().mapToInt(entry -> entry.row().rejectedForRank()).sum();
        return error + rank == 0
                ? Optional.empty()
                : Optional.of(
                        "%d attempts for their error, %d for their rank".formatted(error, rank));
    }
}
