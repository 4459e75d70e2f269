package org.bugle.equation;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Greedy choice of rows z of Z (n×q): the one of largest ‖z‖² is taken, then Z ← Z (I +
/// zᴴz)^{−1/2}, so that the squares are leverages in the metric of all rows taken. Squares only
/// fall, so the rows that are large at the start are the only candidates.
final class Leverage {
    private final List<Integer> candidates;
    private final Buffer z; // of the candidates
    private final Buffer products; // Z zᴴ
    private final double[] squares;

    /// @param taken rows that are not to be chosen again
    /// @param most candidates
    Leverage(Matrix all, Collection<Integer> taken, int most) {
        double[] norms = squares(all.buffer());
        Set<Integer> excluded = new HashSet<>(taken);
        candidates =
                IntStream.range(0, all.rows())
                        .filter(i -> !excluded.contains(i))
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -norms[i])) // stable: ties by index
                        .limit(most)
                        .toList();
        z = all.rows(candidates).buffer();
        products = new Buffer(z.rows(), 1, z.isComplex());
        squares = squares(z);
    }

    private static double[] squares(Buffer z) {
        double[] squares = new double[z.rows()];
        int length = z.rows() * z.columns() * z.width();
        for (int k = 0; k < length; k++) {
            double x = z.array()[z.start() + k];
            squares[k / z.width() % z.rows()] += x * x;
        }
        return squares;
    }

    /// The row of the largest leverage; the first one of equals.
    int take() {
        int best = 0;
        for (int i = 1; i < squares.length; i++) {
            if (squares[i] > squares[best]) {
                best = i;
            }
        }
        double square = squares[best];
        Buffer row = Matrix.over(z).rows(List.of(best)).buffer();
        products.product(Op.NONE, z, Op.ADJOINT, row);
        for (int k = 0; k < products.array().length; k++) {
            double product = products.array()[k];
            squares[k / z.width()] -= product * product / (1 + square);
        }
        squares[best] = Double.NEGATIVE_INFINITY;
        if (square > 0) {
            double shrink = (1 - 1 / Math.sqrt(1 + square)) / square;
            z.addProduct(-shrink, Op.NONE, products, Op.NONE, row);
        }
        return candidates.get(best);
    }
}
