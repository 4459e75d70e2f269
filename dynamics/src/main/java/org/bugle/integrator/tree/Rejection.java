package org.bugle.integrator.tree;

/// When a step of the parallel integrator is repeated from its start in the augmented bases
/// (arXiv:2412.00858, `ttn` §3.7): where a rank came out as twice what it was and below the largest
/// allowed one, or where |h| η_τ > factor · ϑ at an inner node. η_τ is the Frobenius norm of F_τ(t,
/// Y_τ) in new directions of several children at once, a block that the step leaves zero.
///
/// @param factor c, in multiples of the tolerance ϑ of the truncation
/// @param attempts in all, at most
/// @param block which of the neglected blocks is looked at
public record Rejection(double factor, int attempts, Neglected block) {
    /// The blocks of η; the same where no node has more than two children.
    public enum Neglected {
        /// New directions in all children (the published code, which has binary trees only).
        ALL_NEW,
        /// The largest block of new directions in two children and old ones in the others (ours).
        LARGEST_PAIR
    }

    /// The factor 10 of the paper, at most 10 attempts, the all-new block.
    public static final Rejection PUBLISHED = new Rejection(10, 10, Neglected.ALL_NEW);

    /// @throws IllegalArgumentException if the factor is not positive or there is no attempt
    public Rejection {
        if (!(factor > 0) || attempts < 1) {
            throw new IllegalArgumentException(
                    "Rejection: the factor must be positive and at least one attempt be made, found %s and %d"
                            .formatted(factor, attempts));
        }
    }
}
