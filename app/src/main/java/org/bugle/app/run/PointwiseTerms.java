package org.bugle.app.run;

import org.bugle.app.config.IntegratorSettings;
import org.bugle.app.config.IntegratorSettings.Pointwise;
import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.InterpolationLog;
import org.bugle.equation.MatrixEquation;
import org.bugle.files.Result;
import org.bugle.models.MatrixProblem;

import java.util.Optional;

/// How a run evaluates the pointwise nonlinear terms of its equation.
///
/// @param equation as the integrator sees it
/// @param chosen absent if there is no such term; never [Pointwise#AUTO]
/// @param log of the interpolations
record PointwiseTerms(MatrixEquation equation, Optional<Pointwise> chosen, InterpolationLog log) {
    /// `auto` interpolates above so many entries. Steps of augmented BUG of rank 20 for the
    /// Allen–Cahn equation took 1.2 times as long exactly as interpolated at 256×256, 1.4 times at
    /// 360×360 and 3.2 times at 1000×1000.
    static final long LARGE = 100_000;

    /// @throws org.bugle.app.config.InputException if there is nothing to interpolate
    static PointwiseTerms of(RunInput input, MatrixProblem problem) {
        InterpolationLog log = new InterpolationLog();
        MatrixEquation exact = problem.equation();
        MatrixEquation interpolated =
                InterpolatedEquation.in(exact, InterpolatedEquation.TOLERANCE, log);
        boolean any = !interpolated.equals(exact);
        var settings = IntegratorSettings.of(input.file().integrator());
        Pointwise wanted = settings.pointwise();
        if (!any && wanted == Pointwise.INTERPOLATED) {
            throw input.refuse(
                    "integrator.pointwise",
                    "is interpolated, but %s has no pointwise nonlinear term; leave the key out"
                            .formatted(input.file().problem()));
        }
        boolean inFactors = settings instanceof IntegratorSettings.Rail; // sees no matrix equation
        boolean large = (long) problem.m() * problem.n() > LARGE && !inFactors;
        Pointwise chosen =
                wanted == Pointwise.AUTO
                        ? large ? Pointwise.INTERPOLATED : Pointwise.EXACT
                        : wanted;
        return new PointwiseTerms(
                chosen == Pointwise.INTERPOLATED ? interpolated : exact,
                any ? Optional.of(chosen) : Optional.empty(),
                log);
    }

    /// In a word or two.
    Optional<String> words() {
        return chosen.map(way ->
                way == Pointwise.EXACT
                        ? "exact"
                        : "interpolated, relative tolerance "
                                + Numbers.brief(InterpolatedEquation.TOLERANCE));
    }

    /// What the run's interpolations were, so far.
    Optional<Result.Pointwise> result() {
        InterpolationLog.Account account = log.account();
        return chosen.map(way ->
                way == Pointwise.EXACT
                        ? new Result.Pointwise("exact", 0, 0, 0, 0, 0)
                        : new Result.Pointwise(
                                "interpolated",
                                InterpolatedEquation.TOLERANCE,
                                account.largestEstimate(),
                                account.mostIndices(),
                                account.built(),
                                account.capped()));
    }
}
