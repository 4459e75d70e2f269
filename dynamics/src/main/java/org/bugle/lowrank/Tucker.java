package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Products;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;

import java.util.ArrayList;
import java.util.List;

/// A tensor in Tucker form, Y = C ×₀ U₀ ×₁ U₁ … ×_{d−1} U_{d−1}: a core r₀×…×r_{d−1} and one basis
/// n_i×r_i a mode, d ≥ 1. An immutable value. Nothing is conjugated, so a matrix U S Vᴴ has the
/// bases U and V̄. The type promises shapes; where orthonormal bases are needed, it is said.
public record Tucker(Tensor core, List<Matrix> bases) {
    /// @throws IllegalArgumentException if a mode of the core does not fit its basis
    public Tucker {
        bases = List.copyOf(bases);
        if (core.order() != bases.size()) {
            throw new IllegalArgumentException(
                    "Tucker: a core of order %d wants as many bases, found %d"
                            .formatted(core.order(), bases.size()));
        }
        for (int mode = 0; mode < bases.size(); mode++) {
            if (bases.get(mode).cols() != core.size(mode)) {
                throw new IllegalArgumentException(
                        "Tucker: mode %d of the core has %d entries, its basis %d columns"
                                .formatted(mode, core.size(mode), bases.get(mode).cols()));
            }
        }
    }

    /// A matrix as a tensor of two modes.
    public static Tucker of(LowRankMatrix y) {
        return new Tucker(Tensor.of(y.s()), List.of(y.u(), y.v().conjugate()));
    }

    /// The product of one column n_i×1 a mode, times a number.
    public static Tucker product(double factor, List<Matrix> columns) {
        int[] ones = columns.stream().mapToInt(_ -> 1).toArray();
        return new Tucker(Tensor.of(ones, new double[] {factor}), columns);
    }

    /// U S Vᴴ of a tensor of two modes.
    ///
    /// @throws IllegalStateException if there are not two modes
    public LowRankMatrix toLowRankMatrix() {
        if (modes() != 2) {
            throw new IllegalStateException("Tucker: a matrix has 2 modes, found " + modes());
        }
        return new LowRankMatrix(bases.getFirst(), core.unfold(0), bases.getLast().conjugate());
    }

    public int modes() {
        return bases.size();
    }

    /// n_i.
    public int size(int mode) {
        return bases.get(mode).rows();
    }

    /// r₀, …, r_{d−1}.
    public List<Integer> ranks() {
        return bases.stream().map(Matrix::cols).toList();
    }

    public boolean isComplex() {
        return core.isComplex() || bases.stream().anyMatch(Matrix::isComplex);
    }

    public boolean isFinite() {
        return core.isFinite() && bases.stream().allMatch(Matrix::isFinite);
    }

    public Tucker times(double factor) {
        return new Tucker(core.times(factor), bases);
    }

    /// The sum of both, with the bases side by side and a block-diagonal core.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    public Tucker plus(Tucker b) {
        List<Matrix> joined = new ArrayList<>();
        int[] shape = core.shape();
        for (int mode = 0; mode < modes(); mode++) {
            joined.add(Matrix.hcat(bases.get(mode), b.bases.get(mode)));
            shape[mode] += b.core.size(mode);
        }
        Tensor sum = core.placed(shape, new int[modes()]).plus(b.core.placed(shape, core.shape()));
        return new Tucker(sum, joined);
    }

    public Tucker minus(Tucker b) {
        return plus(b.times(-1));
    }

    /// The entrywise product: the bases are multiplied row by row, the cores by Kronecker products,
    /// and ranks multiply.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    public Tucker hadamard(Tucker b) {
        List<Matrix> products = new ArrayList<>();
        for (int mode = 0; mode < modes(); mode++) {
            products.add(Products.rowwiseKronecker(bases.get(mode), b.bases.get(mode)));
        }
        return new Tucker(Products.kronecker(core, b.core), products);
    }

    /// Every entry to a power p ≥ 1.
    public Tucker power(int p) {
        Tucker power = this;
        for (int k = 1; k < p; k++) {
            power = power.hadamard(this);
        }
        return power;
    }

    /// The same tensor with orthonormal bases, of at most as many columns.
    public Tucker orthonormalized() {
        List<Qr> all = Parallel.map(modes(), mode -> Qr.of(bases.get(mode)));
        Tensor whole = core;
        for (int mode = 0; mode < modes(); mode++) {
            whole = whole.timesMode(mode, all.get(mode).r());
        }
        return new Tucker(whole, all.stream().map(Qr::q).toList());
    }

    /// The Frobenius norm, through QR decompositions of the bases.
    public double norm() {
        return orthonormalized().core.norm();
    }

    /// The largest ‖UᴴU − I‖ (Frobenius) of a basis.
    public double orthonormalityDefect() {
        return bases.stream()
                .mapToDouble(u -> u.adjointTimes(u).minus(Matrix.identity(u.cols())).norm())
                .max()
                .orElse(0);
    }

    /// All entries, for tensors small enough to look at.
    ///
    /// @throws IllegalStateException if there are more than [LowRankMatrix#DENSE_LIMIT]
    public Tensor toDense() {
        double entries = 1;
        for (Matrix basis : bases) {
            entries *= basis.rows();
        }
        if (entries > LowRankMatrix.DENSE_LIMIT) {
            throw new IllegalStateException(
                    "Tucker: a dense array of %.3g entries has more than %d"
                            .formatted(entries, LowRankMatrix.DENSE_LIMIT));
        }
        Tensor dense = core;
        for (int mode = 0; mode < modes(); mode++) {
            dense = dense.timesMode(mode, bases.get(mode));
        }
        return dense;
    }
}
