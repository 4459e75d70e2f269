package org.bugle.models;

import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.tree.Compression;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Chains of spins, and the same on dense vectors, site 0 running fastest.
final class SpinPresets {
    static final CouplingCompression EXACT =
            new CouplingCompression(1e-14, Compression.Rule.LOCAL_RELATIVE);

    private SpinPresets() {}

    static Ising ising(int sites, String tree, InitialSpins initial, boolean imaginaryTime) {
        return new Ising(
                sites,
                tree,
                1,
                1,
                0,
                Boundary.ZERO,
                initial,
                0.5,
                List.of(0, 1),
                imaginaryTime,
                EXACT);
    }

    static LongRangeSpins longRange(int sites, String tree, String beta) {
        return new LongRangeSpins(
                sites,
                tree,
                2,
                1,
                2,
                beta,
                1,
                1,
                InitialSpins.UP,
                0.5,
                List.of(0, 1),
                false,
                EXACT);
    }

    static LindbladSpins lindblad(int sites, String tree, double coupling) {
        return new LindbladSpins(
                sites,
                tree,
                coupling,
                1,
                2,
                "power",
                0.4,
                -2,
                1,
                0.1,
                InitialSpins.ANGLE,
                0.5,
                List.of(0, 2),
                EXACT);
    }

    /// −Σ of the singular values of the bidiagonal matrix of J beside Ω: the least energy of the
    /// open Ising chain, by free fermions.
    static double groundEnergy(int sites, double coupling, double field) {
        Matrix m =
                Matrix.generate(sites, sites, (i, j) -> i == j ? field : j == i + 1 ? coupling : 0);
        return -Svd.of(m).singularValues().stream().mapToDouble(s -> s).sum();
    }

    /// Factors on some sites of n states, the identity elsewhere.
    static Matrix kronecker(int sites, int states, Map<Integer, Matrix> factors) {
        return IntStream.range(0, sites)
                .mapToObj(site -> factors.getOrDefault(site, Matrix.identity(states)))
                .reduce((low, high) -> SpinMatrices.kronecker(high, low))
                .orElseThrow();
    }

    static TreeTensor random(Tree tree, int states, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int n = (int) Math.pow(states, tree.sites());
        int[] shape = IntStream.range(0, tree.sites()).map(_ -> states).toArray();
        Matrix x =
                Matrix.complex(
                        Matrix.randomGaussian(n, 1, random), Matrix.randomGaussian(n, 1, random));
        return TreeTensor.ofDense(tree, Tensor.of(x).reshape(shape), Truncation.relative(1e-15));
    }

    static Matrix vector(TreeTensor y) {
        Tensor dense = y.toDense();
        return dense.reshape(dense.size(), 1).unfold(0);
    }

    static TreeTensor exact(TreeProblem problem, double t) {
        return ((Reference.Exact<TreeTensor>) problem.reference()).at().apply(t);
    }

    static TreeTensor run(
            TreeProblem problem, TreeTensor start, TreeIntegrator integrator, double end, int n) {
        TreeTensor y = start;
        double h = end / n;
        for (int k = 0; k < n; k++) {
            y = integrator.step(problem.equation(), new Span(k, 0, k * h, h), y).value();
        }
        return y;
    }

    static double value(TreeProblem problem, String observable, TreeTensor y) {
        return problem.observables().stream()
                .filter(o -> o.name().equals(observable))
                .findFirst()
                .orElseThrow()
                .quantity()
                .of(0, y);
    }

    static Matrix field(TreeProblem problem, String field, TreeTensor y) {
        return problem.fields().stream()
                .filter(f -> f.name().equals(field))
                .findFirst()
                .orElseThrow()
                .of()
                .apply(y);
    }
}
