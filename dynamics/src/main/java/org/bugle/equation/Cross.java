package org.bugle.equation;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;
import java.util.TreeSet;

/// The cross approximation G ≈ G[:, J] G[I, J]⁺ G[I, :] in its stable form X X_I⁺ G[I, J] (W_J⁺)ᴴ
/// Wᴴ with orthonormal bases X of columns and W of rows of G. Rows and columns drawn evenly tell
/// the error; while it is too large they join I and J.
public final class Cross {
    private static final int FIRST_CHECK = 8;

    /// Columns of X and W at most, as a multiple of the rank of the start, and beside it.
    private static final int GROWTH = 4;

    private static final int ROOM = 24;

    private static final int OVERSAMPLING = 5;

    /// Directions of this fraction of the tolerance are below it even when some of them add up.
    private static final double SHARE = 0.1;

    private static final int ATTEMPTS = 8;

    private Cross() {}

    /// A function on a grid, of which only as many rows and columns are made as its rank wants.
    ///
    /// @param tolerance of the estimated error, relative (Frobenius)
    /// @throws ArithmeticException if the tolerance wants a rank above `maxRank`
    public static LowRankMatrix ofEntries(
            int rows, int columns, Matrix.Entry entry, double tolerance, int maxRank) {
        InterpolationLog log = new InterpolationLog();
        EntrySamples samples = new EntrySamples.OfEntries(rows, columns, entry);
        LowRankMatrix cross =
                of(
                        samples,
                        CheckedInterpolation.drawn(rows, 2 * FIRST_CHECK, 0),
                        CheckedInterpolation.drawn(columns, 2 * FIRST_CHECK, 0),
                        maxRank,
                        tolerance,
                        log);
        if (log.account().capped() > 0) {
            throw new ArithmeticException(
                    "Cross: the %d×%d function has no rank up to %d at relative tolerance %s; the error was estimated at %.1e"
                            .formatted(
                                    rows,
                                    columns,
                                    maxRank,
                                    tolerance,
                                    log.account().largestEstimate()));
        }
        return cross;
    }

    /// @param y what G is made of: its best rows and columns begin the cross
    static LowRankMatrix of(
            EntrySamples g, LowRankMatrix y, double tolerance, InterpolationLog log) {
        return of(
                g,
                Interpolation.pivots(y.u().times(y.s())),
                Interpolation.pivots(y.v().timesAdjoint(y.s())),
                GROWTH * y.rank() + ROOM,
                tolerance,
                log);
    }

    private static LowRankMatrix of(
            EntrySamples g,
            List<Integer> firstRows,
            List<Integer> firstColumns,
            int maxRank,
            double tolerance,
            InterpolationLog log) {
        TreeSet<Integer> rows = new TreeSet<>(firstRows);
        TreeSet<Integer> columns = new TreeSet<>(firstColumns);
        int most = Math.min(Math.min(g.rows(), g.cols()), maxRank);
        for (int attempt = 0; ; attempt++) {
            int count = FIRST_CHECK << Math.min(attempt, ATTEMPTS);
            Interpolation left = spanned(g.columns(List.copyOf(columns)), tolerance, most);
            Interpolation right = spanned(g.adjoint().columns(List.copyOf(rows)), tolerance, most);
            Matrix core = core(g.block(left.indices(), right.indices()), left, right);

            List<Integer> freshRows = CheckedInterpolation.drawn(g.rows(), count, attempt);
            List<Integer> freshColumns = CheckedInterpolation.drawn(g.cols(), count, attempt);
            double error =
                    Math.hypot(
                            error(g, core.adjoint(), right.basis(), left.basis(), freshRows, true),
                            error(g, core, left.basis(), right.basis(), freshColumns, false));
            if (Double.isNaN(error)) { // an entry is not finite; who solves with it must see that
                return LowRankMatrix.ofFactors(
                        Matrix.generate(g.rows(), 1, (i, j) -> Double.NaN),
                        Matrix.generate(g.cols(), 1, (i, j) -> 1));
            }
            double scale = core.norm();
            double estimate = error == 0 ? 0 : error / scale;
            boolean met = !(estimate > tolerance);
            boolean full = left.basis().cols() >= most && right.basis().cols() >= most;
            if (met || full || attempt == ATTEMPTS) {
                int indices = Math.max(left.indices().size(), right.indices().size());
                log.note(estimate, indices, !met);
                return new LowRankMatrix(left.basis(), core, right.basis());
            }
            rows.addAll(left.indices());
            rows.addAll(freshRows);
            columns.addAll(right.indices());
            columns.addAll(freshColumns);
        }
    }

    private static Interpolation spanned(Matrix samples, double tolerance, int most) {
        Interpolation empty = Interpolation.of(Matrix.zeros(samples.rows(), 0));
        Interpolation spanned = empty.grown(samples, SHARE * tolerance * samples.norm(), most);
        return spanned.oversampled(1 + spanned.basis().cols() / OVERSAMPLING);
    }

    /// X_I⁺ G[I, J] (W_J⁺)ᴴ.
    private static Matrix core(Matrix block, Interpolation left, Interpolation right) {
        return right.coefficients(left.coefficients(block).adjoint()).adjoint();
    }

    /// ‖G − X C Wᴴ‖ as seen in some of its columns.
    private static double error(
            EntrySamples g, Matrix core, Matrix x, Matrix w, List<Integer> fresh, boolean adjoint) {
        EntrySamples seen = adjoint ? g.adjoint() : g;
        Matrix exact = seen.columns(fresh);
        Matrix cross = x.times(core.timesAdjoint(w.rows(fresh)));
        return exact.minus(cross).norm() * Math.sqrt((double) seen.cols() / fresh.size());
    }
}
