package org.bugle.models;

import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;

/// A solution that is known at any time and point.
@FunctionalInterface
interface ExactSolution {
    /// In factors.
    Tucker on(ProductGrid grid, double t);

    /// At every point, for few points.
    default Tensor dense(ProductGrid grid, double t) {
        return on(grid, t).toDense();
    }
}
