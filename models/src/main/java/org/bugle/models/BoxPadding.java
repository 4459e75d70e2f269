package org.bugle.models;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How the start of a problem on a [PeriodicBox] gets more rank than it has. The flux of a
/// symmetric start can be orthogonal to its bases, and then no projection onto them ever sees it
/// (spec `rail` §7.2): so its bases are enlarged by what the maps of the flux make of them, and of
/// their images, with weight zero.
///
/// @param leastRank a start by a tolerance is padded to this rank; 1 for none
/// @param maps of each direction
record BoxPadding(int leastRank, List<List<LinearMap>> maps) {
    static BoxPadding of(int leastRank, PeriodicBox box, Function<Axis, List<LinearMap>> maps) {
        return new BoxPadding(leastRank, box.axes().stream().map(maps).toList());
    }

    /// For starts from which everything is seen.
    static BoxPadding none(PeriodicBox box) {
        return of(1, box, _ -> List.of());
    }

    Start matrix(Tucker start) {
        LowRankMatrix full = start.toLowRankMatrix();
        int least = Math.min(leastRank, Math.min(full.rows(), full.cols()));
        return Start.krylov(full, least, maps.getFirst(), maps.getLast());
    }

    TreeStart star(Tree star, Tucker start) {
        TreeStart random = TreeStart.of(TreeTensor.of(star, start));
        return new TreeStart(
                random.full(),
                (y, rank) -> random.padding().of(padded(star, y.toTucker(), rank), rank),
                leastRank);
    }

    private TreeTensor padded(Tree star, Tucker y, int rank) {
        List<Matrix> bases = new ArrayList<>();
        for (int mode = 0; mode < y.modes(); mode++) {
            Matrix basis = y.bases().get(mode);
            Matrix wide = Start.krylov(basis, maps.get(mode), rank);
            bases.add(wide.columns(0, Math.max(basis.cols(), Math.min(rank, wide.cols()))));
        }
        int[] shape = bases.stream().mapToInt(Matrix::cols).toArray();
        Tensor core = y.core().placed(shape, new int[shape.length]);
        return TreeTensor.of(star, new Tucker(core, bases));
    }
}
