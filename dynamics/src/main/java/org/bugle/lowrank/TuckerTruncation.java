package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.List;

/// How a tensor in Tucker form loses the tails of its singular values.
public sealed interface TuckerTruncation {
    /// By how far.
    Truncation rule();

    /// The same with another rule.
    TuckerTruncation withRule(Truncation other);

    /// Truncates a tensor with orthonormal bases.
    ///
    /// @throws IllegalArgumentException if the core has a NaN or infinite entry
    Truncated apply(Tucker orthonormal);

    /// What a truncation did.
    ///
    /// @param value with orthonormal bases
    /// @param discarded the Frobenius norm of what was dropped
    /// @param capped whether the largest allowed rank was below what the tolerance wanted
    record Truncated(Tucker value, double discarded, boolean capped) {}

    /// The sequentially truncated higher-order SVD (Vannieuwenhoven, Vandebril and Meerbergen
    /// 2012): one mode after the other, the left singular vectors of the unfolding of the core that
    /// the modes before have left. A matrix is truncated by its SVD, and its core is diagonal.
    ///
    /// The Frobenius tolerance of a [Truncation.Tail] is a budget for all d ≥ 3 modes: mode n drops
    /// the longest tail that is at most what is left of it over d − n (spec `rail` §4.6), so that
    /// the error is at most the tolerance as long as no largest rank bites. Other rules hold for
    /// each mode by itself, and the least and largest ranks for each mode.
    record Sequential(Truncation rule) implements TuckerTruncation {
        @Override
        public Sequential withRule(Truncation other) {
            return new Sequential(other);
        }

        @Override
        public Truncated apply(Tucker orthonormal) {
            if (orthonormal.modes() == 2) {
                Truncation.Truncated cut = rule.apply(orthonormal.toLowRankMatrix());
                return new Truncated(Tucker.of(cut.value()), cut.discarded(), cut.capped());
            }
            double tolerance = rule.tolerance(orthonormal.core().norm());
            double spent = 0;
            double squares = 0;
            boolean capped = false;
            Tensor core = orthonormal.core();
            List<Matrix> bases = new ArrayList<>();
            for (int mode = 0; mode < orthonormal.modes(); mode++) {
                int left = orthonormal.modes() - mode;
                Svd.Left svd = Svd.left(core.unfold(mode));
                Truncation.Cut cut = ofMode(tolerance / left - spent).cut(svd.singularValues());
                Matrix kept = svd.u().columns(0, cut.rank());
                bases.add(orthonormal.bases().get(mode).times(kept));
                core = core.timesMode(mode, kept.adjoint());
                spent += cut.discarded();
                squares += cut.discarded() * cut.discarded();
                capped |= cut.capped();
            }
            return new Truncated(new Tucker(core, bases), Math.sqrt(squares), capped);
        }

        private Truncation ofMode(double share) {
            return switch (rule) {
                case Truncation.Tail(_, _, int least, int most) ->
                        new Truncation.Tail(Math.max(0, share), 0, least, most);
                case Truncation.L1Tail _, Truncation.Threshold _ -> rule;
            };
        }
    }
}
