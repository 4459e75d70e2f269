package org.bugle.neural.method;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The truncated higher-order SVD C ≈ C₁ ×₁ P₁ … ×_d P_d of a core, each mode by the singular
/// values of its unfolding of C itself; of a matrix, its SVD with a diagonal C₁.
///
/// @param core C₁ = C ×_i P_iᵀ
/// @param kept P_i, the identity in modes that do not move
/// @param discarded ‖C − C₁ ×_i P_i‖
record CoreTruncation(Tensor core, List<Matrix> kept, double discarded) {

    CoreTruncation {
        kept = List.copyOf(kept);
    }

    /// How many of the falling singular values a mode keeps.
    @FunctionalInterface
    interface Choice {
        int rank(int mode, List<Double> singularValues);
    }

    /// @param modes those that move
    /// @throws IllegalArgumentException if an entry is NaN or infinite
    static CoreTruncation of(Tensor core, List<Integer> modes, Choice choice) {
        return core.order() == 2 ? ofMatrix(core, choice) : ofTensor(core, modes, choice);
    }

    /// Nothing is dropped, and nothing rotated.
    static CoreTruncation none(Tensor core) {
        List<Matrix> identities =
                IntStream.range(0, core.order())
                        .mapToObj(mode -> Matrix.identity(core.size(mode)))
                        .toList();
        return new CoreTruncation(core, identities, 0);
    }

    private static CoreTruncation ofMatrix(Tensor core, Choice choice) {
        Svd svd = Svd.of(core.unfold(0));
        List<Double> sigma = svd.singularValues();
        int rank = Math.min(sigma.size(), Math.min(choice.rank(0, sigma), choice.rank(1, sigma)));
        double[] first = sigma.stream().limit(rank).mapToDouble(Double::doubleValue).toArray();
        double tail = sigma.stream().skip(rank).mapToDouble(s -> s * s).sum();
        return new CoreTruncation(
                Tensor.of(Matrix.diagonal(first)),
                List.of(svd.u().columns(0, rank), svd.v().columns(0, rank)),
                Math.sqrt(tail));
    }

    private static CoreTruncation ofTensor(Tensor core, List<Integer> modes, Choice choice) {
        List<Matrix> kept = new ArrayList<>();
        for (int mode = 0; mode < core.order(); mode++) {
            if (modes.contains(mode)) {
                Svd.Left svd = Svd.left(core.unfold(mode));
                int rank = choice.rank(mode, svd.singularValues());
                kept.add(svd.u().columns(0, Math.min(rank, svd.u().cols())));
            } else {
                kept.add(Matrix.identity(core.size(mode)));
            }
        }
        Tensor small = seen(core, kept.stream().map(Matrix::adjoint).toList());
        return new CoreTruncation(small, kept, core.minus(seen(small, kept)).norm());
    }

    /// C ×₁ A₁ … ×_d A_d.
    static Tensor seen(Tensor core, List<Matrix> maps) {
        Tensor result = core;
        for (int mode = 0; mode < maps.size(); mode++) {
            result = result.timesMode(mode, maps.get(mode));
        }
        return result;
    }

    /// The truncated tensor, where the core had these bases.
    Tucker in(List<Matrix> bases) {
        return new Tucker(
                core,
                IntStream.range(0, bases.size())
                        .mapToObj(i -> bases.get(i).times(kept.get(i)))
                        .toList());
    }

    /// Where the core was the whole tensor.
    Tucker alone() {
        return new Tucker(core, kept);
    }
}
