package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// The sequential truncation by a rule, which conserves what the rule conserves.
    static TuckerTruncation of(Truncation rule) {
        return switch (rule) {
            case Truncation.Conserving(
                            Truncation plain,
                            Moments moments,
                            List<Double> reference,
                            Moments.Remainder remainder) ->
                    new Conserving(new Sequential(plain), moments, reference, remainder);
            case Truncation.Tail _, Truncation.Threshold _, Truncation.L1Tail _ ->
                    new Sequential(rule);
        };
    }

    /// The rule with what is conserved, of which [#of] makes this truncation again.
    default Truncation whole() {
        return switch (this) {
            case Sequential(Truncation rule) -> rule;
            case Conserving(
                            TuckerTruncation inner,
                            Moments moments,
                            List<Double> reference,
                            Moments.Remainder remainder) ->
                    new Truncation.Conserving(inner.rule(), moments, reference, remainder);
        };
    }

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
        /// @throws IllegalArgumentException if the rule conserves moments, for which there is
        ///   [Conserving]
        public Sequential {
            Moments.requirePlain("TuckerTruncation", rule);
        }

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
                case Truncation.Conserving _ -> throw Moments.notPlain("TuckerTruncation");
            };
        }
    }

    /// Conservative truncation (LoMaC, spec `rail` §4.7), for tensors f̂ of two and more modes:
    ///
    /// | step     |                                                                               |
    /// |----------|-------------------------------------------------------------------------------|
    /// | split    | f₂ = f̂ − P(m(f̂)), without moments                                             |
    /// | truncate | f₂ to f₂ϑ, by the tolerance ϑ‖f̂‖ of f̂; to 0 if ‖f₂‖ is below it               |
    /// | restore  | f = P(m_ref − m(f₂ϑ)) + f₂ϑ, which has the reference moments                  |
    /// | compress | drop what is rounding of the sum                                              |
    ///
    /// The ranks of f are at most those of f₂ϑ plus those of P, 1 for mass alone and 2 else.
    /// Conserved are the moments of the reference, so it is for equations that conserve them.
    ///
    /// @param inner truncates f₂; its ranks are those of f
    /// @param reference m_ref, such as the moments of the initial value
    record Conserving(
            TuckerTruncation inner,
            Moments moments,
            List<Double> reference,
            Moments.Remainder remainder)
            implements TuckerTruncation {
        /// Singular values below this fraction of the norm are rounding of the sum.
        private static final double ROUNDING = 1e-14;

        /// @throws IllegalArgumentException if the rule fixes the ranks or leaves none beside that
        ///   of the moments, or the reference has another number of moments
        public Conserving {
            reference = List.copyOf(reference);
            moments.requireCount(reference);
            moments.requireRoom(inner.rule());
        }

        /// With the remainder cut in orthonormal bases.
        public Conserving(TuckerTruncation inner, Moments moments, List<Double> reference) {
            this(inner, moments, reference, Moments.Remainder.ORTHONORMAL);
        }

        @Override
        public Truncation rule() {
            return inner.rule();
        }

        @Override
        public Conserving withRule(Truncation other) {
            return new Conserving(inner.withRule(other), moments, reference, remainder);
        }

        @Override
        public Truncated apply(Tucker y) {
            Tucker rest = y.minus(moments.correction(moments.of(y)));
            Optional<Truncated> cut =
                    switch (remainder) {
                        case RAW -> Optional.of(inner.apply(rest));
                        case ORTHONORMAL -> cut(y.core().norm(), rest.orthonormalized());
                    };
            Tucker restored =
                    cut.map(Truncated::value)
                            .map(kept ->
                                    moments.correction(Moments.missing(reference, moments.of(kept)))
                                            .plus(kept))
                            .orElseGet(() -> moments.correction(reference));
            var compress = new Truncation.Tail(0, ROUNDING, least(), Truncation.UNLIMITED);
            Tucker value = new Sequential(compress).apply(restored.orthonormalized()).value();
            double discarded = y.minus(value).norm();
            return new Truncated(value, discarded, cut.map(Truncated::capped).orElse(false));
        }

        private int least() {
            return Math.max(1, rule().minRank());
        }

        /// Nothing where the rest is negligible.
        private Optional<Truncated> cut(double norm, Tucker rest) {
            return moments.isNegligible(rule(), norm, rest.core().norm())
                    ? Optional.empty()
                    : Optional.of(inner.withRule(moments.beside(rule(), norm)).apply(rest));
        }
    }
}
