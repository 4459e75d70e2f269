package org.bugle.files;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// The summary of a finished run. The names of the components are the keys of `result.json`;
/// scripts read them.
///
/// @param rank at the end; the largest one of a tree
/// @param maxRank the largest rank of the run
/// @param ranks at the end: that of a matrix, or one an edge, above node 0, 1, …
/// @param error empty without a reference
/// @param invariants by name
/// @param observables by name, at the end
/// @param pointwise empty where the equation has no pointwise nonlinear term
/// @param warnings what a reader must know before trusting the numbers
public record Result(
        String problem,
        String integrator,
        long steps,
        double endTime,
        int rank,
        int maxRank,
        List<Integer> ranks,
        Optional<Deviation> error,
        SequencedMap<String, Invariant> invariants,
        SequencedMap<String, Double> observables,
        Optional<Pointwise> pointwise,
        Seconds seconds,
        Memory memory,
        String version,
        long seed,
        List<String> warnings) {

    /// The distance to a reference at the end.
    ///
    /// @param relative to the reference's norm
    /// @param norm such as frobenius
    /// @param reference such as exact or full
    public record Deviation(double relative, double absolute, String norm, String reference) {}

    /// A quantity that the exact solution keeps.
    ///
    /// @param drift the largest |value − initial| of the run
    public record Invariant(double initial, @JsonProperty("final") double last, double drift) {}

    /// How pointwise nonlinear terms were evaluated. Without interpolation all numbers are 0.
    ///
    /// @param evaluation exact or interpolated
    /// @param tolerance of the estimated error, relative to the term seen through the bases
    /// @param estimatedError the largest one of the run
    /// @param mostIndices rows or columns that one interpolation looked at
    /// @param interpolations made in the run, or since it was last resumed
    /// @param missed those that could not meet the tolerance
    public record Pointwise(
            String evaluation,
            double tolerance,
            double estimatedError,
            int mostIndices,
            long interpolations,
            long missed) {}

    /// Wall time.
    public record Seconds(double total, double perStep) {}

    /// @param peakBytes the largest use of memory of the process
    /// @param factorBytes the largest size of the solution's factors
    public record Memory(long peakBytes, long factorBytes) {}

    public Result {
        Objects.requireNonNull(problem);
        Objects.requireNonNull(integrator);
        Objects.requireNonNull(version);
        ranks = List.copyOf(ranks);
        invariants = copy(invariants);
        observables = copy(observables);
        warnings = List.copyOf(warnings);
    }

    private static <T> SequencedMap<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }
}
