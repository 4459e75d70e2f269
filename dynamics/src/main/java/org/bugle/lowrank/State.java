package org.bugle.lowrank;

import java.util.List;

/// What a driver must know of a solution, whatever its format.
///
/// @param <Y> the format itself
public interface State<Y> {
    /// The Frobenius norm.
    double norm();

    /// ‖this − other‖ in the Frobenius norm, from the factors.
    double distance(Y other);

    boolean isFinite();

    /// The rank of a matrix; one rank per edge of a tree.
    List<Integer> ranks();

    /// The largest of the ranks; 1 where there is no edge.
    default int maxRank() {
        return ranks().stream().max(Integer::compare).orElse(1);
    }
}
