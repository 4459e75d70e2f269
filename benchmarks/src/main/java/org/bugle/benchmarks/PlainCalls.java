package org.bugle.benchmarks;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Svd;
import org.bugle.linalg.structured.Banded;
import org.bugle.lowrank.LowRankMatrix;

import java.util.List;

/// The arithmetic of a step as a list of plain calls of the same shapes: tall solves of four
/// stages, small solves, orthonormalisations of tall blocks, augmentations, and a truncation.
record PlainCalls(LowRankMatrix y, Banded a, List<Call> calls) {
    private static final int STAGES = 4;

    sealed interface Call {
        /// K or L: per stage A X (banded), X Mᵀ, and the sums.
        record TallSolve(int rank) implements Call {}

        /// S: per stage two products, and the sums; the projections UᴴAU, VᴴAV before it.
        record CoreSolve(int rank) implements Call {}

        /// QR of a tall block.
        record Orthonormalise(int rank) implements Call {}

        /// A block orthogonalised twice against a basis, its QR, and one more pass of both.
        record Augment(int basis, int block) implements Call {}

        /// SVD of the core and the two tall products.
        record Truncate(int from, int to) implements Call {}
    }

    static PlainCalls of(String integrator, LowRankMatrix y) {
        int r = y.rank();
        List<Call> calls =
                switch (integrator) {
                    case "bug" -> List.of(tall(r), tall(r), qr(r), qr(r), core(r));
                    case "augmented-bug" -> augmented(r);
                    case "parallel-bug" ->
                            List.of(
                                    tall(r),
                                    tall(r),
                                    core(r),
                                    augment(r, r),
                                    augment(r, r),
                                    new Call.Truncate(2 * r, r));
                    case "parallel-bug-2" ->
                            List.of(
                                    augment(r, r),
                                    augment(r, r),
                                    tall(2 * r),
                                    tall(2 * r),
                                    core(2 * r),
                                    augment(2 * r, 2 * r),
                                    augment(2 * r, 2 * r),
                                    new Call.Truncate(4 * r, r));
                    case "midpoint-bug-3r" ->
                            concat(
                                    augmented(r),
                                    List.of(
                                            augment(r, r),
                                            augment(r, r),
                                            augment(2 * r, r),
                                            augment(2 * r, r),
                                            core(3 * r),
                                            new Call.Truncate(3 * r, r)));
                    case "midpoint-bug-4r" ->
                            concat(
                                    augmented(r).subList(0, 5),
                                    List.of(
                                            augment(2 * r, 2 * r),
                                            augment(2 * r, 2 * r),
                                            core(4 * r),
                                            new Call.Truncate(4 * r, r)));
                    case "projector-splitting" -> List.of(tall(r), qr(r), core(r), tall(r), qr(r));
                    default ->
                            List.of(
                                    tall(r), qr(r), core(r), tall(r), qr(r), core(r), tall(r),
                                    qr(r));
                };
        return new PlainCalls(y, Banded.tridiagonal(y.rows(), 1, -2, 1), calls);
    }

    private static List<Call> augmented(int r) {
        return List.of(
                tall(r),
                tall(r),
                augment(r, r),
                augment(r, r),
                core(2 * r),
                new Call.Truncate(2 * r, r));
    }

    private static List<Call> concat(List<Call> first, List<Call> second) {
        List<Call> all = new java.util.ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Call tall(int rank) {
        return new Call.TallSolve(rank);
    }

    private static Call core(int rank) {
        return new Call.CoreSolve(rank);
    }

    private static Call qr(int rank) {
        return new Call.Orthonormalise(rank);
    }

    private static Call augment(int basis, int block) {
        return new Call.Augment(basis, block);
    }

    Matrix run() {
        Matrix last = y.u();
        for (Call call : calls) {
            last = run(call);
        }
        return last;
    }

    private Matrix block(int rank) {
        Matrix[] copies = new Matrix[rank / y.rank()];
        java.util.Arrays.fill(copies, y.u());
        return copies.length == 1 ? y.u() : Matrix.hcat(copies);
    }

    private Matrix run(Call call) {
        return switch (call) {
            case Call.TallSolve(int rank) -> tallSolve(block(rank));
            case Call.CoreSolve(int rank) -> coreSolve(block(rank));
            case Call.Orthonormalise(int rank) -> Qr.of(block(rank)).q();
            case Call.Augment(int basis, int rank) -> {
                Matrix u = block(basis);
                Matrix x = outside(u, outside(u, block(rank)));
                Matrix q = Qr.pivoted(x).q();
                yield Matrix.hcat(u, Qr.of(outside(u, q)).q());
            }
            case Call.Truncate(int from, int to) -> {
                Svd svd = Svd.of(Matrix.generate(from, from, (i, j) -> 1.0 / (i + j + 1)));
                Matrix u = block(from);
                u.times(svd.u().columns(0, to));
                yield u.times(svd.v().columns(0, to));
            }
        };
    }

    private static Matrix outside(Matrix u, Matrix x) {
        return x.minus(u.times(u.adjointTimes(x)));
    }

    private Matrix tallSolve(Matrix x) {
        Matrix small = x.adjointTimes(a.apply(x));
        Matrix sum = x;
        for (int stage = 0; stage < STAGES; stage++) {
            Matrix slope = a.apply(x).plus(x.timesTranspose(small)).plus(x);
            sum = sum.plus(1e-9, slope);
        }
        return sum;
    }

    private Matrix coreSolve(Matrix u) {
        Matrix left = u.adjointTimes(a.apply(u));
        Matrix right = u.adjointTimes(a.apply(u));
        Matrix s = Matrix.identity(u.cols());
        Matrix sum = s;
        for (int stage = 0; stage < STAGES; stage++) {
            Matrix slope = left.times(s).plus(s.timesTranspose(right)).plus(s);
            sum = sum.plus(1e-9, slope);
        }
        return sum;
    }
}
