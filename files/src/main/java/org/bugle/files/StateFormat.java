package org.bugle.files;

import io.jhdf.api.WritableGroup;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.State;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.List;
import java.util.Optional;

/// How a solution stands in files. `docs/file-formats.md` has the layouts.
///
/// @param <Y> the format of the solution
public abstract sealed class StateFormat<Y extends State<Y>> permits MatrixFormat, TreeFormat {
    /// U, S and V.
    public static StateFormat<LowRankMatrix> matrix() {
        return new MatrixFormat();
    }

    /// One array a node.
    public static StateFormat<TreeTensor> tree() {
        return new TreeFormat();
    }

    /// One of the arrays that make a solution.
    record Part(String name, Matrix values) {}

    /// Into a group of an HDF5 file.
    abstract void put(WritableGroup group, Y y);

    /// Whether a group holds a solution of this format.
    abstract boolean isIn(HdfSource group);

    /// What [#put] put there.
    abstract Y read(HdfSource group);

    /// The arrays of a checkpoint.
    abstract List<Part> parts(Y y);

    /// What else a checkpoint says of the solution: the expression of its tree.
    abstract Optional<String> expression(Y y);

    /// The solution of these arrays.
    ///
    /// @throws IllegalArgumentException if they do not fit each other
    abstract Y of(List<Matrix> parts, Optional<String> tree);
}
