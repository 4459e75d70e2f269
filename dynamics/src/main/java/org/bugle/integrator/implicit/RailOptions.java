package org.bugle.integrator.implicit;

/// The choices that RAIL leaves open (spec `rail` §4.9).
///
/// @param augmentation of the later stages
/// @param kBasis how a K-step becomes a basis
/// @param cores whether all modes get bases of one size
/// @param enrichment of every augmentation by the factors of the explicit part and of the source at
///   the start of the step: bases from which the right-hand side cannot be seen, such as even
///   functions under a field that is odd in two directions, would stay blind to it forever
public record RailOptions(
        Augmentation augmentation, KBasis kBasis, Cores cores, Enrichment enrichment) {
    /// Of the K-step's basis by those of earlier stages, before the core is solved.
    public enum Augmentation {
        /// In first-order steps only: from stage 2 on the core is solved in the K-step's basis.
        SINGLE,
        /// In every stage.
        DOUBLE
    }

    /// The sizes of the bases in which the core is solved.
    public enum Cores {
        /// What each mode needs.
        PER_MODE,
        /// The largest of all modes, as far as the smallest one has columns: what solvers of cubic
        /// cores want.
        EQUAL
    }

    /// Whether bases are enriched.
    public enum Enrichment {
        NONE,
        FLUX
    }

    /// An orthonormal basis of K.
    public sealed interface KBasis {
        /// By QR: of as many columns as K has, at most n, some of them arbitrary where K is
        /// rank-deficient.
        record Qr() implements KBasis {}

        /// The left singular vectors of σ_j > τ σ₁.
        record Svd(double cut) implements KBasis {
            /// @throws IllegalArgumentException if τ is not in [0, 1)
            public Svd {
                if (!(cut >= 0 && cut < 1)) {
                    throw new IllegalArgumentException(
                            "RailOptions: the cut of a K-basis must be in [0, 1), found " + cut);
                }
            }
        }
    }

    /// The default: the same accuracy as the published options from smaller bases, and no blind
    /// spots.
    public static final RailOptions ROBUST =
            new RailOptions(
                    Augmentation.DOUBLE, new KBasis.Svd(1e-10), Cores.PER_MODE, Enrichment.FLUX);

    /// As the first author's public code does it.
    public static final RailOptions PUBLISHED =
            new RailOptions(Augmentation.DOUBLE, new KBasis.Qr(), Cores.EQUAL, Enrichment.NONE);
}
