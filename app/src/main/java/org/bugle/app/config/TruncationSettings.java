package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Selected;

import java.util.Optional;

/// `truncation:` of a rank-adaptive integrator. `minRank = maxRank` keeps the rank fixed.
@Selected(by = "rule", otherwise = "tail")
public sealed interface TruncationSettings {

    String ABSOLUTE = "absolute tolerance";
    String RELATIVE = "tolerance relative to the solution's norm";
    String ON_TREES = "on trees: the tail, ";
    String MIN_RANK = "a truncation keeps at least this rank";
    String MAX_RANK = "a truncation keeps at most this rank";

    double absolute();

    default double relative() {
        return 0;
    }

    int minRank();

    Optional<Integer> maxRank();

    /// Drops the longest tail of singular values whose Frobenius norm is within the tolerance; on a
    /// tree as [Weighted].
    @Named(
            value = "tail",
            doc = "drops singular values whose root sum of squares is within the tolerance")
    record Tail(
            @Key(doc = ABSOLUTE, def = "0.0", min = 0) double absolute,
            @Key(doc = RELATIVE, def = "0.0", min = 0, below = 1) double relative,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank)
            implements TruncationSettings {

        public Tail {
            check(absolute, relative, minRank, maxRank);
        }
    }

    /// Drops every singular value that is not above the tolerance.
    @Named(value = "threshold", doc = "drops each singular value that is not above the tolerance")
    record Threshold(
            @Key(doc = ABSOLUTE, def = "0.0", min = 0) double absolute,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank)
            implements TruncationSettings {

        public Threshold {
            check(absolute, 0, minRank, maxRank);
        }
    }

    /// On a tree, the tail of the whole tensor's singular values at every edge.
    @Named(
            value = "weighted",
            doc = ON_TREES + "with one tolerance for all edges together; what tail means there")
    record Weighted(
            @Key(doc = ABSOLUTE, def = "0.0", min = 0) double absolute,
            @Key(doc = RELATIVE, def = "0.0", min = 0, below = 1) double relative,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank)
            implements TruncationSettings {

        public Weighted {
            check(absolute, relative, minRank, maxRank);
        }
    }

    /// On a tree, the tail of each connecting tensor's singular values.
    @Named(
            value = "published",
            doc = ON_TREES + "with the tolerance at every node and its tensor alone, as published")
    record Published(
            @Key(doc = ABSOLUTE, def = "0.0", min = 0) double absolute,
            @Key(doc = RELATIVE, def = "0.0", min = 0, below = 1) double relative,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank)
            implements TruncationSettings {

        public Published {
            check(absolute, relative, minRank, maxRank);
        }
    }

    /// On a tree, as [Published] with the plain sum of the tail.
    @Named(
            value = "l1",
            doc =
                    ON_TREES
                            + "by its plain sum, as in the radiation codes; halves the ranks where"
                            + " nothing can be dropped, so give minRank")
    record L1(
            @Key(doc = ABSOLUTE, def = "0.0", min = 0) double absolute,
            @Key(doc = RELATIVE, def = "0.0", min = 0, below = 1) double relative,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank)
            implements TruncationSettings {

        public L1 {
            check(absolute, relative, minRank, maxRank);
            if (absolute == 0 && relative == 0) {
                throw new IllegalArgumentException(
                        "the rule l1 keeps half of the ranks at tolerance 0; give absolute or"
                                + " relative");
            }
        }
    }

    /// What a conserving truncation keeps.
    enum Level {
        MASS,
        MOMENTUM,
        ENERGY
    }

    /// In which bases a conserving truncation cuts what is not the moments'.
    enum Remainder {
        ORTHONORMAL,
        RAW
    }

    String LOMAC = "arXiv:2503.04932, after Guo and Qiu";

    /// As [Tail], then the first moments of the initial value are put back (LoMaC).
    @Named(
            value = "conserving",
            doc =
                    "as tail, but the result has the mass of the initial value, or its momentum and"
                            + " energy as well; for problems that conserve them")
    record Conserving(
            @Key(
                            doc = "mass; momentum: and all momenta; energy: and the energy too",
                            def = "mass",
                            source = LOMAC)
                    Level level,
            @Key(
                            doc =
                                    "s of the weight exp(-s |x|²) of what puts the moments back; it"
                                            + " should vanish at the ends of the grid",
                            def = "1",
                            min = 0,
                            source = LOMAC + "; 5 for Burgers")
                    double decay,
            @Key(
                            doc =
                                    "orthonormal: the tolerance is that of the solution; raw: of"
                                            + " the factors side by side, as in the authors' code",
                            def = "orthonormal")
                    Remainder remainder,
            @Key(doc = ABSOLUTE, def = "0.0", min = 0) double absolute,
            @Key(doc = RELATIVE, def = "0.0", min = 0, below = 1) double relative,
            @Key(doc = MIN_RANK, def = "1", min = 1) int minRank,
            @Key(doc = MAX_RANK, min = 1) Optional<Integer> maxRank)
            implements TruncationSettings {

        public Conserving {
            check(absolute, relative, minRank, maxRank);
        }
    }

    private static void check(
            double absolute, double relative, int minRank, Optional<Integer> maxRank) {
        if (absolute == 0 && relative == 0 && maxRank.isEmpty()) {
            throw new IllegalArgumentException(
                    "with tolerance 0 and no maxRank the rank grows without limit; give absolute,"
                            + " relative or maxRank (minRank = maxRank keeps the rank fixed)");
        }
        if (maxRank.isPresent() && minRank > maxRank.get()) {
            throw new IllegalArgumentException(
                    "minRank must be at most maxRank = " + maxRank.get() + ", found " + minRank);
        }
    }
}
