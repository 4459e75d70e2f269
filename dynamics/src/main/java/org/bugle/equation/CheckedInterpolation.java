package org.bugle.equation;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.kernel.Buffer;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Chooses columns J and weights N, |J|×r, such that G V ≈ G[:, J] N for a matrix G of which only a
/// few rows and columns are ever made, and follows it while it changes.
///
/// Rows of g(Y) lie in the span of V only roughly. So V is enriched by rows of G, first those where
/// Y itself is best seen, and J interpolates in the larger span W. Fresh rows, drawn evenly, then
/// tell the error of G V; while it exceeds the tolerance they enrich W, and twice as many are
/// drawn. Rows that passed check later values of G too, so that J and N change only where they
/// must.
final class CheckedInterpolation {
    /// Rows of the first check.
    private static final int FIRST_CHECK = 8;

    /// The last check sees 2⁴ times as many.
    private static final int ATTEMPTS = 4;

    /// Columns of W at most, as a multiple of those of V, and beside them.
    private static final int GROWTH = 3;

    private static final int ROOM = 24;

    /// One more index is taken for so many columns of W.
    private static final int OVERSAMPLING = 5;

    /// Directions of this fraction of the tolerance are below it even when some of them add up.
    private static final double SHARE = 0.1;

    /// A later value may miss the tolerance by this factor: an implicit solver that takes
    /// differences of neighbouring values must not meet a change between them.
    private static final double LATER = 10;

    private final Matrix v;
    private final double tolerance;
    private final InterpolationLog log;
    private final int most;
    private Interpolation grown;
    private List<Integer> fresh = List.of(); // rows that W does not know
    private int attempt;
    private double scale; // of G V
    private boolean full;
    private @Nullable Chosen chosen;

    /// J, V_J and N.
    record Chosen(List<Integer> indices, Buffer basis, Buffer weights) {
        int count() {
            return indices.size();
        }
    }

    /// @param v n×r with orthonormal columns
    CheckedInterpolation(Matrix v, double tolerance, InterpolationLog log) {
        this.v = v;
        this.tolerance = tolerance;
        this.log = log;
        most = Math.min(v.rows(), GROWTH * v.cols() + ROOM);
        grown = Interpolation.of(v);
    }

    /// J and N for a value of G; the same object as before if they have not changed.
    ///
    /// @param seeds rows of the first G to begin with
    Chosen at(EntrySamples g, Supplier<List<Integer>> seeds) {
        EntrySamples rows = g.adjoint();
        if (chosen == null) {
            Matrix samples = rows.columns(seeds.get());
            scale = v.adjointTimes(samples).norm();
            return enriched(rows, samples);
        }
        if (chosen.count() == v.rows() || fresh.isEmpty()) {
            return chosen;
        }
        Matrix samples = rows.columns(fresh);
        Matrix exact = v.adjointTimes(samples);
        double spread = spread(rows);
        scale = Math.max(scale, spread * exact.norm());
        double error = spread * error(chosen, exact, samples);
        if (full || error <= LATER * tolerance * scale) {
            log.check(error == 0 ? 0 : error / scale);
            return chosen;
        }
        return enriched(rows, samples);
    }

    private Chosen enriched(EntrySamples rows, Matrix known) {
        Matrix samples = known;
        for (int end = attempt + ATTEMPTS; ; attempt++) {
            int before = grown.basis().cols();
            double drop = SHARE * tolerance * Math.max(scale, samples.norm());
            grown = grown.grown(samples, drop, most);
            int count = FIRST_CHECK << (ATTEMPTS - (end - attempt));
            fresh = drawn(rows.cols(), count, attempt);
            samples = rows.columns(fresh);
            Matrix exact = v.adjointTimes(samples);
            double spread = spread(rows);
            scale = Math.max(scale, spread * exact.norm());
            full = grown.basis().cols() >= most;
            boolean stuck = chosen != null && grown.basis().cols() == before;
            if (full
                    || stuck
                    || attempt == end
                    || spread * error(chosen(grown), exact, samples) <= tolerance * scale) {
                Chosen found = chosen(grown.oversampled(1 + grown.basis().cols() / OVERSAMPLING));
                double error = spread * error(found, exact, samples);
                boolean missed = error > tolerance * scale;
                full |= missed;
                log.note(error == 0 ? 0 : error / scale, found.count(), missed);
                attempt++;
                chosen = found;
                return found;
            }
        }
    }

    private Chosen chosen(Interpolation at) {
        return new Chosen(
                at.indices(), v.rows(at.indices()).buffer(), at.weights(v.cols()).buffer());
    }

    /// What the norm over the fresh rows must be multiplied by to stand for all rows.
    private double spread(EntrySamples rows) {
        return Math.sqrt((double) rows.cols() / Math.max(1, fresh.size()));
    }

    /// ‖G V − G[:, J] N‖ in the rows at hand.
    private static double error(Chosen chosen, Matrix exact, Matrix samples) {
        Matrix weights = Matrix.over(chosen.weights);
        return exact.minus(weights.adjointTimes(samples.rows(chosen.indices))).norm();
    }

    /// About `count` of n indices, one from each of as many equal parts.
    static List<Integer> drawn(int n, int count, int attempt) {
        SplitMix64 random = new SplitMix64(SplitMix64.derivedSeed(n, count, attempt));
        TreeSet<Integer> indices = new TreeSet<>();
        double part = (double) n / Math.min(n, count);
        for (int k = 0; k < Math.min(n, count); k++) {
            indices.add(Math.min(n - 1, (int) (part * (k + random.nextDouble()))));
        }
        return List.copyOf(indices);
    }
}
