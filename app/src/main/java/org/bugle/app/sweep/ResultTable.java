package org.bugle.app.sweep;

import org.bugle.app.sweep.StudyTable.Column;
import org.bugle.files.Result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Makes the table of a study: `results.csv`, and other formats of it.
public final class ResultTable {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");

    private final StudyResults study;
    private final List<Column> columns = new ArrayList<>();

    private ResultTable(StudyResults study) {
        this.study = study;
    }

    /// A row a case: its number, the keys that vary, and what came out.
    public static StudyTable of(StudyResults study) {
        ResultTable table = new ResultTable(study);
        table.whole("number", line -> Optional.of((long) line.number()));
        for (int k = 0; k < study.keys().size(); k++) {
            table.key(k);
        }
        table.text("status", line -> Optional.of(line.status().toString()));
        table.result();
        table.real("seconds", of(result -> result.seconds().total()));
        table.whole("peakBytes", of(result -> result.memory().peakBytes()));
        table.whole("factorBytes", of(result -> result.memory().factorBytes()));
        table.whole("attempts", line -> line.result().map(each -> (long) each.attempts()));
        table.text("message", line -> line.result().flatMap(CaseResult::message));
        return new StudyTable(table.columns);
    }

    private void result() {
        text("problem", of(Result::problem));
        text("integrator", of(Result::integrator));
        whole("steps", of(Result::steps));
        real("endTime", of(Result::endTime));
        whole("rank", of(result -> (long) result.rank()));
        whole("maxRank", of(result -> (long) result.maxRank()));
        real("relativeError", StudyResults.Line::error);
        real(
                "absoluteError",
                line ->
                        line.result()
                                .flatMap(CaseResult::result)
                                .flatMap(Result::error)
                                .map(Result.Deviation::absolute));
        for (String name : names(result -> result.invariants().sequencedKeySet())) {
            real(
                    "drift." + name,
                    of(result -> Optional.ofNullable(result.invariants().get(name)))
                            .andThen(drift -> drift.flatMap(x -> x).map(Result.Invariant::drift)));
        }
        for (String name : names(result -> result.observables().sequencedKeySet())) {
            real(
                    name,
                    of(result -> Optional.ofNullable(result.observables().get(name)))
                            .andThen(value -> value.flatMap(x -> x)));
        }
    }

    /// The names that any case has.
    private SequencedSet<String> names(Function<Result, SequencedSet<String>> of) {
        SequencedSet<String> names = new LinkedHashSet<>();
        study.lines()
                .forEach(line ->
                        line.result()
                                .flatMap(CaseResult::result)
                                .ifPresent(result -> names.addAll(of.apply(result))));
        return names;
    }

    private static <T> Function<StudyResults.Line, Optional<T>> of(Function<Result, T> value) {
        return line -> line.result().flatMap(CaseResult::result).map(value);
    }

    /// A column of numbers where all values are.
    private void key(int k) {
        String name = study.keys().get(k);
        List<String> values = study.lines().stream().map(line -> line.values().get(k)).toList();
        if (values.stream().allMatch(value -> WHOLE.matcher(value).matches())) {
            whole(name, line -> Optional.of(Long.parseLong(line.values().get(k))));
        } else if (values.stream().allMatch(value -> VariedNumber.of(value).isPresent())) {
            real(name, line -> VariedNumber.of(line.values().get(k)));
        } else {
            text(name, line -> Optional.of(line.values().get(k)).filter(value -> !value.isEmpty()));
        }
    }

    private void text(String name, Function<StudyResults.Line, Optional<String>> value) {
        columns.add(new StudyTable.Text(free(name), study.lines().stream().map(value).toList()));
    }

    private void whole(String name, Function<StudyResults.Line, Optional<Long>> value) {
        columns.add(new StudyTable.Whole(free(name), study.lines().stream().map(value).toList()));
    }

    private void real(String name, Function<StudyResults.Line, Optional<Double>> value) {
        columns.add(new StudyTable.Real(free(name), study.lines().stream().map(value).toList()));
    }

    /// A key that varies may be called like a result, such as `integrator`.
    private String free(String name) {
        boolean taken = columns.stream().anyMatch(column -> column.name().equals(name));
        return taken ? free("result." + name) : name;
    }
}
